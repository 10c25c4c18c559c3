/** Serves a list of files and the files, in a process of its own: `node fileServer.ts COUNT BYTES`, prints its origin. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

const [count = 10_000, bytes = 50_000] = process.argv.slice(2).map(Number);
/** One content with another number in front for each file. */
const body = Buffer.alloc(bytes, createHash('sha512').update('content').digest());

function contentOf(number: number): Buffer {
	const content = Buffer.from(body);
	content.writeUInt32LE(number, 0);
	return content;
}

function uidOf(number: number): string {
	const hex = createHash('md5').update(`file ${number}`).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const numbers = new Map(Array.from({ length: count }, (_, number) => [uidOf(number), number]));
const entries = [...numbers].map(
	([uid, number]) =>
		`<resource uid="${uid}" content-type="application/pdf" file-name="Smlouva č. ${number % 500}.pdf" size="${bytes}" crc="${crc32(contentOf(number))}"/>`,
);
const list = Buffer.from(`<resources>${entries.join('\n')}</resources>`);

const server = createServer((request, response) => {
	const number = numbers.get((request.url ?? '').slice('/resource/'.length));
	const content = number === undefined ? list : contentOf(number);
	response.writeHead(200, { 'content-length': content.length }).end(content);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
