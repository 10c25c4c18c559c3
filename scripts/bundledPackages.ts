/** Which packages the published bundles hold, by esbuild's own account, and the licences that go along with them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { builds } from '../esbuild.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const RULE = '-'.repeat(116);
/** Where the part of NOTICE begins that is made here. */
const HEAD = `${RULE}\nPackages that are bundled, each with its licence (made by \`npm run generate\`):\n`;

interface Package {
	readonly name: string;
	readonly version: string;
	readonly license: string;
	readonly author: string;
}

/** NOTICE with the packages that are bundled now. @param notice  as it is */
export async function noticeOf(notice: string): Promise<string> {
	const written = notice.split(HEAD)[0] ?? '';
	const parts = (await bundledPackages()).map(
		(one) => `\n${RULE}\n${one.name} ${one.version} (${one.license})\n\n${licenceOf(one)}\n`,
	);
	return `${written.trimEnd()}\n\n${HEAD}${parts.join('')}`;
}

async function bundledPackages(): Promise<readonly Package[]> {
	const names = new Set<string>();
	for (const { options } of builds) {
		const { metafile } = await build({ ...options(false), absWorkingDir: root, write: false });
		// What an output holds, not what was looked at on the way.
		for (const input of Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs))) {
			const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
			if (name !== undefined) names.add(name);
		}
	}
	return [...names].sort().map(packageOf);
}

function packageOf(name: string): Package {
	const manifest = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as Manifest;
	const { version, license, author = 'its authors' } = manifest;
	return { name, version, license, author: typeof author === 'string' ? author : author.name };
}

interface Manifest {
	readonly version: string;
	readonly license: string;
	readonly author?: string | { readonly name: string };
}

function licenceOf({ name, license, author }: Package): string {
	const file = readdirSync(folderOf(name)).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
	if (file === undefined) return `Copyright (c) ${author}. ${license} licence, as printed for other packages here.`;
	return readFileSync(join(folderOf(name), file), 'utf8')
		.replaceAll('\r\n', '\n')
		.trim();
}

function folderOf(name: string): string {
	return join(root, 'node_modules', name);
}
