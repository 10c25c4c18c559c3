/** One request after another: by undici alone, and from a parsed file through `RequestSender`. Sends the times, in ms. */
import { request } from 'undici';
import { MemoryBudget } from '../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../src/core/http/undiciFetch.ts';
import { parseRequests } from '../../src/core/requests/document/parseRequests.ts';
import { NO_ENVIRONMENT } from '../../src/core/requests/resolve/environments.ts';
import { diskFiles } from '../../src/core/requests/resolve/requestFiles.ts';
import { runBlock } from '../../src/core/requests/run/runBlock.ts';
import { RequestSender } from '../../src/core/requests/send/requestSender.ts';
import { VersionedSender } from '../../src/core/requests/write/versionedSender.ts';
import { systemClock } from '../../src/core/systemOutside.ts';
import { plainFileText } from './file.ts';
import { median } from './median.ts';

export interface SendTimes {
	readonly bare: number;
	readonly ours: number;
}

const [, , blocks = '', origin = ''] = process.argv;
/** Below the brake that stands before requests without a connection. */
const SENT = 300;
const WARM_UP = 100;
const document = parseRequests(plainFileText(Number(blocks), origin));
const engine = undiciFetch({ env: {} });
const clock = systemClock();
const plain = {
	...{ fetch: engine.fetch, clock, random: Math.random, log: { write: () => undefined } },
	...{ budget: new MemoryBudget(), maxWaitMs: 0 },
};
const sender = new RequestSender({
	plain,
	outsideOf: () => ({ ...plain, secrets: { get: () => Promise.resolve(undefined) } }),
});
const versions = new VersionedSender(sender);
const resolve = {
	...{ folder: process.cwd(), files: diskFiles, environment: NO_ENVIRONMENT, env: {} },
	...{ connectionNamed: () => undefined, secretsOf: () => ({ get: () => Promise.resolve(undefined) }) },
};
const { signal } = new AbortController();
const [bare, ours]: [number[], number[]] = [[], []];
for (let nth = 1; nth <= WARM_UP + SENT; nth++) {
	const from = performance.now();
	const isWrite = nth % 4 === 0;
	const answer = await request(`${origin}/contacts/${nth}?pageSize=10`, {
		headers: { 'content-type': 'application/json' },
		...(isWrite ? { method: 'POST', body: '{ "surname": "Number", "street": "1 High Street" }' } : {}),
	});
	await answer.body.text();
	const between = performance.now();
	const block = document.blocks[nth];
	if (block === undefined) throw new Error('the file is too short');
	const options = { resolve, sender, versions, clock, send: { consent: () => Promise.resolve(true) } };
	const { result } = await runBlock(document, block, options, signal);
	if (result.kind !== 'answered' || result.exchange.status !== 200) throw new Error(JSON.stringify(result));
	const end = performance.now();
	if (nth <= WARM_UP) continue;
	bare.push(between - from);
	ours.push(end - between);
}
await engine.close();
process.send?.({ bare: median(bare), ours: median(ours) } satisfies SendTimes);
