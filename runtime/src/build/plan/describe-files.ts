import type { RequestOptions } from '../../shared/route.ts';
import type { WorkerFile } from '../../shared/worker-config.ts';
import type { BuiltFile } from '../assets/built-file.ts';
import { describeFile } from '../assets/describe-file.ts';
import { fileUrl } from '../assets/file-url.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { Plan } from './plan-routes.ts';

/**
 * Describes each file that a request leads to once.
 *
 * @throws BackgroundFetchBuildError `wrong-encoding`, `conflicting-requests` where two routes say different things of how
 * a file is sent.
 */
export async function describeFiles({ routes }: Plan): Promise<Map<BuiltFile, WorkerFile>> {
  const requests = new Map<BuiltFile, { route: string; request: RequestOptions }>();
  for (const { route, instances } of routes) {
    for (const { file, request } of instances) {
      const first = requests.get(file)?.request;
      const [stated, other] = [first?.contentEncoding, request.contentEncoding];
      if (first !== undefined && stated !== undefined && other !== undefined && stated !== other) {
        const details = { route: route.id, url: fileUrl(file), first, second: request };
        throw new BackgroundFetchBuildError('conflicting-requests', details);
      }
      if (stated === undefined) requests.set(file, { route: route.id, request });
    }
  }
  const described = new Map<BuiltFile, WorkerFile>();
  for (const [file, { route, request }] of requests)
    described.set(file, await describeFile(route, file, request.contentEncoding));
  return described;
}
