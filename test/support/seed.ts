/** Property tests start from one seed, so that a run of the tests is the same twice; `HATOPO_SEED=n` looks elsewhere. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.HATOPO_SEED ?? 7) });
