/** Something that is told often, and passed on less often: the last of each while. */
export function throttled<T>(pass: (value: T) => void, pause: number): (value: T) => void {
  let waiting: { readonly value: T } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    pass(value);
    timer = setTimeout(flush, pause);
  };
  return (value) => {
    waiting = { value };
    if (timer === undefined) flush();
  };
}
