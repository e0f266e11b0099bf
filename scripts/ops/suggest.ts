/** How many letters have to be added, left out or changed to make one word of another. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...one].entries()) {
    const next = [above + 1];
    for (const [index, wanted] of [...other].entries()) {
      const changed = (row[index] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

const flat = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** The names that somebody may have meant, the likeliest first; none when nothing is near. */
export const suggest = (given: string, names: readonly string[]): readonly string[] => {
  const typed = flat(given);
  const near = names
    .map((name) => {
      const word = flat(name);
      const isPart = typed.length > 2 && word.includes(typed);
      return { name, far: isPart ? 0 : distance(typed, word) / Math.max(word.length, 1) };
    })
    .filter(({ far }) => far <= 0.5)
    .sort((one, other) => one.far - other.far);
  const nearest = near[0]?.far ?? 0;
  return near.flatMap(({ name, far }) => (far <= nearest + 0.1 ? [name] : [])).slice(0, 3);
};
