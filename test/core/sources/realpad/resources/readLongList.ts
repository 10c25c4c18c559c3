/** Reads a list of so many files in a process of its own and prints how many there were and how much memory it took. */
import { randomUUID } from 'node:crypto';
import { readResourceList } from '../../../../../src/core/sources/realpad/resources/resourceList.ts';

const count = Number(process.argv[2]);
const workerUrl = new URL('../../../../../src/core/sources/realpad/resources/resourceWorker.ts', import.meta.url);

function list(): Uint8Array {
	const bytes = Buffer.alloc(count * 220 + 100);
	let at = bytes.write('<resources>');
	for (let number = 0; number < count; number++) {
		const uid = randomUUID();
		at += bytes.write(
			`<resource uid="${uid}" content-type="application/pdf" file-name="Půdorys jednotky č. ${number}.pdf" size="224292" crc="3826804066"/>\n`,
			at,
		);
	}
	at += bytes.write('</resources>', at);
	return new Uint8Array(bytes.subarray(0, at));
}

let files = 0;
for await (const batch of readResourceList(list(), workerUrl, new AbortController().signal))
	files += batch.files.length;
console.log(JSON.stringify({ files, peakRssMb: process.resourceUsage().maxRSS / 1024 }));
