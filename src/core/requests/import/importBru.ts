/** Reads a request of Bruno's older format (`.bru`). */
import { splitAddress } from './imported.ts';
import type { Imported, ImportedBody, Pair } from './imported.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'connect'];
const BODY_TYPES: Readonly<Record<string, string>> = {
	json: 'application/json',
	xml: 'application/xml',
	text: 'text/plain',
};

export function isBru(text: string): boolean {
	return /^meta \{\s*$/m.test(text) && /^(?:get|post|put|patch|delete|head|options|trace|connect) \{\s*$/m.test(text);
}

export function importBru(text: string): Imported {
	const blocks = blocksOf(text);
	const method = METHODS.find((name) => blocks.has(name)) ?? 'get';
	const line = new Map(pairsIn(blocks.get(method)));
	const { address, query } = splitAddress(line.get('url') ?? '');
	const given = pairsIn(blocks.get('params:query') ?? blocks.get('query'));
	const inPath = new Map(pairsIn(blocks.get('params:path')));
	const kind = line.get('body') ?? 'none';
	const headers = pairsIn(blocks.get('headers'));
	const isTold = headers.some(([name]) => name.toLowerCase() === 'content-type');
	const type = BODY_TYPES[kind];
	const auth = line.get('auth') ?? 'none';
	const hasScripts = [...blocks.keys()].some((name) => /^(?:script|tests|assert)/.test(name));
	return {
		requests: [
			{
				title: new Map(pairsIn(blocks.get('meta'))).get('name'),
				method: method.toUpperCase(),
				address: address.replaceAll(/(?<=\/):(\w+)/g, (whole, name: string) => inPath.get(name) ?? whole),
				query: given.length > 0 ? given : query,
				headers: isTold || type === undefined ? headers : [...headers, ['Content-Type', type]],
				body: bodyOf(kind, blocks),
				notes: [
					...(auth === 'none' || auth === 'inherit'
						? []
						: [`It signed in by ${auth}; name a connection instead (# @connection).`]),
					...(hasScripts ? ['Its scripts and assertions did not come along: # @expect says what is expected.'] : []),
				],
			},
		],
		variables: [],
		notes: [],
	};
}

/** A block ends at a brace that stands alone at the beginning of a line; its lines are indented by two blanks. */
function blocksOf(text: string): ReadonlyMap<string, string> {
	const found = [...text.matchAll(/^([\w:-]+) \{[^\S\n]*\r?\n([^]*?)^\}[^\S\n]*$/gm)];
	return new Map(found.map(([, name = '', content = '']) => [name, content.replaceAll(/^ {2}/gm, '')]));
}

/** Lines of `name: value`; one that begins with `~` is switched off. */
function pairsIn(content: string | undefined): readonly Pair[] {
	return (content ?? '').split(/\r?\n/).flatMap((line): Pair[] => {
		const [, name, value = ''] = /^([^:~][^:]*):\s?(.*)$/.exec(line.trim()) ?? [];
		return name === undefined ? [] : [[name.replaceAll(/^"|"$/g, ''), value]];
	});
}

function bodyOf(kind: string, blocks: ReadonlyMap<string, string>): ImportedBody | undefined {
	switch (kind) {
		case 'none':
			return undefined;
		case 'formUrlEncoded':
			return { kind: 'form', fields: pairsIn(blocks.get('body:form-urlencoded')) };
		case 'multipartForm': {
			const parts = pairsIn(blocks.get('body:multipart-form')).map(([name, value]) => {
				const file = /^@file\(([^)]*)\)/.exec(value)?.[1];
				return { name, content: file === undefined ? { text: value } : { file } };
			});
			return { kind: 'multipart', parts };
		}
		default: {
			const text = (blocks.get(`body:${kind}`) ?? blocks.get('body') ?? '').trimEnd();
			return text === '' ? undefined : { kind: 'text', text };
		}
	}
}
