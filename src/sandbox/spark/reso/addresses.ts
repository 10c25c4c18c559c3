/** The forms of RESO addresses on Spark's hosts (domain: Spark §3.1), and what lies below them. */
import { refusal } from '../sparkError.ts';
import type { DictionaryVersion } from './view.ts';

export interface ResoAddress {
	/** Path of the service root, as the client wrote it. */
	readonly root: string;
	readonly version: DictionaryVersion;
	/** Below the root, without the leading slash. */
	readonly rest: string;
}

const forms: readonly (readonly [RegExp, (version: string) => DictionaryVersion | undefined])[] = [
	[/^(?:\/v1)?\/Reso\/OData(?=\/|$)/, () => 2],
	[/^\/Version\/([^/]+)\/Reso\/OData(?=\/|$)/, (version) => (version === '2' ? 2 : version === '3' ? 3 : undefined)],
	[
		/^\/Reso\/Dictionary\/([^/]+)\/OData(?=\/|$)/,
		(version) => (['1.6', '1.7'].includes(version) ? 2 : version === '2.0' ? 3 : undefined),
	],
];

/** @throws SparkError 400/3000 where the dictionary version is not offered */
export function resoAddress(path: string): ResoAddress | undefined {
	for (const [pattern, versionOf] of forms) {
		const match = pattern.exec(path);
		if (match === null) continue;
		const version = versionOf(match[1] ?? '');
		if (version === undefined) throw refusal(3000);
		return { root: match[0], version, rest: path.slice(match[0].length).replace(/^\//, '') };
	}
	return undefined;
}

export function isResoPath(path: string): boolean {
	return forms.some(([pattern]) => pattern.test(path));
}

export interface ResoTarget {
	readonly set: string;
	readonly key: string | undefined;
	readonly relation: string | undefined;
}

/** `Property`, `Property('key')`, `Property('key')/Media`; undefined for anything else. */
export function resoTarget(rest: string): ResoTarget | undefined {
	const match = /^([A-Za-z]+)(?:\('((?:[^']|'')*)'\)(?:\/([A-Za-z]+))?)?\/?$/.exec(rest);
	if (match === null) return undefined;
	return { set: match[1] ?? '', key: match[2]?.replaceAll("''", "'"), relation: match[3] };
}
