import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
export const requireTool = (name: string): string => {
  for (const f of folders) { try { accessSync(join(f, name), constants.X_OK); return join(f, name); } catch {} }
  throw new Error(name);
};
