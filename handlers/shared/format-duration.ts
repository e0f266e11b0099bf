const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `2 h 5 min`: the two largest units, whole seconds. */
export const formatDuration = (ms: number): string => {
  let seconds = Math.max(0, Math.round(ms / 1_000));
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    return count > 0 ? [{ unit, text: `${count} ${unit}` }] : [];
  });
  const [first, second] = parts;
  if (!first) return '0 s';
  const hasNeighbor =
    second &&
    units.findIndex(([it]) => it === second.unit) ===
      units.findIndex(([it]) => it === first.unit) + 1;
  return hasNeighbor ? `${first.text} ${second.text}` : first.text;
};
