/** What is asked for cannot be, as a sentence for whoever asked: no fault of hatopo, and no stack goes with it. */
export class UsageError extends Error {}
