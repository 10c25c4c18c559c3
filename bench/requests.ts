/**
 * Request files: one of 5,000 requests opened, checked and completed, also after each key; one request sent, over what
 * undici alone takes; both beside httpYac's library.
 *
 *   npm run bench -- requests [--blocks 5000]
 *
 * Each has a process of its own, the server is in this one. Medians: files in the processor's time, requests on the clock.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { HttpYacTimes } from './requests/httpyac.ts';
import type { ReadTimes } from './requests/read.ts';
import type { SendTimes } from './requests/send.ts';

const { blocks } = parseArgs({ options: { blocks: { type: 'string', default: '5000' } } }).values;
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-requests-'));
writeFileSync(join(folder, 'package.json'), '{}');
const server = createServer((request, response) => {
	request
		.resume()
		.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"OXF1"}'));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

try {
	const read = (await inProcess('read.ts', [blocks])) as ReadTimes;
	const sent = (await inProcess('send.ts', [blocks, origin])) as SendTimes;
	const theirs = (await inProcess('httpyac.ts', [blocks, origin, folder])) as HttpYacTimes;
	const size = `${blocks} requests, ${(read.bytes / 1e6).toFixed(1)} MB`;
	line(`opened: parse + check + complete, ${size}`, read.whole, '≤ 50 ms');
	line('  the first time in a process', read.first, '');
	for (const [nth, where] of ['first', 'middle', 'last'].entries())
		line(`  after a key in the ${where} one`, read.key[nth] ?? Number.NaN, '≤ 50 ms');
	line('httpYac: parse alone, a simpler file', theirs.whole, `${(theirs.whole / read.whole).toFixed(0)} × ours`);
	line('  the first time in a process', theirs.first, `${(theirs.first / read.first).toFixed(1)} × ours`);
	line('one request, undici alone', sent.bare, '');
	line('one request, from the file', sent.ours, `${(sent.ours - sent.bare).toFixed(2)} ms more (≤ 3 ms)`);
	line('one request, by httpYac', theirs.send, `${(theirs.send - sent.bare).toFixed(2)} ms more`);
} finally {
	server.close();
	rmSync(folder, { recursive: true });
}

async function inProcess(script: string, args: readonly string[]): Promise<unknown> {
	const child = fork(fileURLToPath(new URL(`requests/${script}`, import.meta.url)), args, {
		execArgv: ['--no-warnings'],
	});
	let message: unknown;
	child.on('message', (sent) => (message = sent));
	const [code] = (await once(child, 'exit')) as [number];
	if (message === undefined) throw new Error(`${script} ended with ${code} and said nothing`);
	return message;
}

function line(name: string, ms: number, remark: string): void {
	console.log(`${name.padEnd(64)}${`${ms.toFixed(2)} ms`.padStart(12)}  ${remark}`.trimEnd());
}
