import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { CsvFileError, checkUtf8 } from './utf8-check.ts';

export { CsvFileError };

/** A row longer than this is an unclosed quote that swallows the file. */
const maxRowCharacters = 1_000_000;

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote that opens in this row is never closed',
  INVALID_OPENING_QUOTE:
    'a quote stands inside of a cell: quote the whole cell and double the quote',
  CSV_INVALID_CLOSING_QUOTE: 'something stands behind the closing quote of a cell',
  CSV_MAX_RECORD_SIZE: `this row has more than ${maxRowCharacters} characters: is a quote not closed?`,
};

const countLineBreaks = (cells: readonly string[]): number => {
  let breaks = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) {
      breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
    }
  }
  return breaks;
};

/**
 * Reads a CSV file row by row, calling back with the physical line at which each row starts. Empty
 * lines are passed over.
 * @throws CsvFileError at the first place that is not CSV or not UTF-8; the rows before were given.
 */
export const readRows = async (
  source: Readable,
  onRow: (cells: readonly string[], line: number) => void,
  signal?: AbortSignal,
): Promise<void> => {
  // csv-parse's own count takes a quoted \r\n for two lines.
  let linesRead = 0;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: maxRowCharacters,
    on_record: (cells: string[], { empty_lines }) => {
      const line = linesRead + empty_lines + 1;
      linesRead += countLineBreaks(cells) + 1;
      onRow(cells, line);
      return null;
    },
  });
  const sink = new Writable({ objectMode: true, write: (_row, _encoding, done) => done() });
  try {
    await pipeline(source, checkUtf8(), parser, sink, signal ? { signal } : {});
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = linesRead + Number(error['empty_lines'] ?? 0) + 1;
    throw new CsvFileError(line, reasons[error.code] ?? error.message);
  }
};
