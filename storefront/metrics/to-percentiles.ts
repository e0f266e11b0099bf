/** CloudWatch takes no more values of one metric in a line. */
const maxValues = 100;

/** At most 100 values whose percentiles are those of all of them. */
export const toPercentiles = (ascending: readonly number[]): readonly number[] => {
  if (ascending.length <= maxValues) return ascending;
  return Array.from({ length: maxValues }, (_, index) => {
    const at = Math.ceil(((index + 1) / maxValues) * ascending.length) - 1;
    return ascending[at] ?? 0;
  });
};
