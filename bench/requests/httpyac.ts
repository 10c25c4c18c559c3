/** The same by httpYac's library: a file parsed, single requests of it sent. Sends the times, in ms. */
import { access, readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import { plainFileText } from './file.ts';
import { cpuMsSince, median } from './median.ts';

export interface HttpYacTimes {
	readonly first: number;
	readonly whole: number;
	readonly send: number;
}

/** As much of the library as is used here. */
interface HttpYac {
	readonly store: {
		readonly HttpFileStore: new (plugins: object) => {
			getOrCreate(name: string, text: () => Promise<string>, version: number, options: object): Promise<File>;
		};
	};
	readonly io: { readonly fileProvider: object };
	readonly send: (context: object) => Promise<boolean>;
}

interface File {
	readonly httpRegions: readonly unknown[];
}

const { io, store, send } = createRequire(import.meta.url)('httpyac') as HttpYac;
const [, , blocks = '', origin = '', folder = ''] = process.argv;
const text = plainFileText(Number(blocks), origin);
Object.assign(io.fileProvider, {
	...{ dirname, joinPath: join, isAbsolute: (path: string) => Promise.resolve(isAbsolute(path)) },
	hasExtension: (path: string, ...endings: string[]) => endings.some((ending) => path.endsWith(ending)),
	exists: (path: string) =>
		access(path).then(
			() => true,
			() => false,
		),
	...{ EOL: '\n', readFile, readdir, readBuffer: (path: string) => readFile(path) },
});
const ROUNDS = 5;
const SENT = 300;
const WARM_UP = 100;

async function parse(version: number): Promise<{ readonly file: File; readonly ms: number }> {
	const before = process.cpuUsage();
	const options = { workingDir: folder, config: {}, activeEnvironment: [] };
	const file = await new store.HttpFileStore({}).getOrCreate(
		`${folder}/a.http`,
		() => Promise.resolve(text),
		version,
		options,
	);
	return { file, ms: cpuMsSince(before) };
}

const { ms: first, file } = await parse(0);
const whole: number[] = [];
for (let round = 1; round <= ROUNDS; round++) whole.push((await parse(round)).ms);
const sent: number[] = [];
for (let nth = 1; nth <= WARM_UP + SENT; nth++) {
	const from = performance.now();
	await send({ httpFile: file, httpRegion: file.httpRegions[nth], variables: {}, config: {} });
	if (nth > WARM_UP) sent.push(performance.now() - from);
}
process.send?.({ first, whole: median(whole), send: median(sent) } satisfies HttpYacTimes);
// Some of its plug-ins keep the process alive.
process.disconnect();
process.exit();
