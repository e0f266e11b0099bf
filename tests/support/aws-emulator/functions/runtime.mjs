// What Lambda's Node runtime does for one event: finds the handler, calls it, keeps its answer.
// usage: runtime.mjs SETTINGS-AS-JSON, with the event on standard input
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const settings = JSON.parse(process.argv[2]);
const started = Date.now();

const describeError = (error) => ({
  errorType: error?.name ?? typeof error,
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? '').split('\n'),
});

const finish = (result) => {
  writeFileSync(settings.result, JSON.stringify(result));
  process.exit(0);
};

const fail = (error) => {
  console.error(error);
  finish({ error: describeError(error) });
};

class ImportModuleError extends Error {
  name = 'Runtime.ImportModuleError';
}
class HandlerNotFound extends Error {
  name = 'Runtime.HandlerNotFound';
}

/** `folder/file.some.export`: the last part of the path up to its first dot is the file. */
const parseHandler = (handler) => {
  const folder = dirname(handler);
  const name = handler.slice(folder === '.' ? 0 : folder.length + 1);
  const [file = '', ...exported] = name.split('.');
  return { file: join(folder, file), exported };
};

const load = async (file) => {
  const path = join(settings.folder, file);
  const found = ['.js', '.mjs', '.cjs', ''].map((end) => path + end).find((it) => existsSync(it));
  if (!found) throw new ImportModuleError(`Cannot find module '${file}'`);
  if (found.endsWith('.cjs')) return createRequire(pathToFileURL(found))(found);
  const module = await import(pathToFileURL(found).href);
  return 'module.exports' in module ? module['module.exports'] : module;
};

const findHandler = async () => {
  const { file, exported } = parseHandler(settings.handler);
  const module = await load(file);
  const own = exported.reduce((value, name) => value?.[name], module);
  const handler = own ?? exported.reduce((value, name) => value?.[name], module.default);
  if (typeof handler !== 'function') {
    throw new HandlerNotFound(`${settings.handler} is undefined or not exported`);
  }
  return handler;
};

const context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  invokedFunctionArn: settings.functionArn,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  awsRequestId: settings.requestId,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  getRemainingTimeInMillis: () => Math.max(settings.timeoutMs - (Date.now() - started), 0),
};

process.on('uncaughtException', fail).on('unhandledRejection', fail);
process.chdir(settings.folder);
const event = JSON.parse((await text(process.stdin)) || '{}');
try {
  const handler = await findHandler();
  const value = await handler(event, context);
  finish({ payload: JSON.stringify(value) ?? 'null' });
} catch (error) {
  fail(error);
}
