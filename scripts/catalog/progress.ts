export type Progress = {
  /** Shows a line, unless the last one is younger than a second. */
  readonly show: (text: string, done: number) => void;
  /** Ends the line that is written over and over on a terminal. */
  readonly end: () => void;
};

/** Progress on standard error: at most a line a second, one line written over on a terminal. */
export const createProgress = (stream: NodeJS.WriteStream, now: () => number): Progress => {
  let shownAt = now();
  let shownText = '';
  let shownDone = 0;
  let isOpen = false;
  return {
    show: (text, done) => {
      const elapsedMs = now() - shownAt;
      if (elapsedMs < 1_000) return;
      const since = text === shownText ? done - shownDone : done;
      const rate = Math.max(0, Math.round((since * 1_000) / elapsedMs));
      const line = `${text}: ${done.toLocaleString('en')} (${rate.toLocaleString('en')} a second)`;
      stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
      isOpen = stream.isTTY;
      shownAt = now();
      shownText = text;
      shownDone = done;
    },
    end: () => {
      if (isOpen) stream.write('\n');
      isOpen = false;
    },
  };
};
