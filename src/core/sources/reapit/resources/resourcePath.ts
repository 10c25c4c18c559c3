/** What a path of `freehold-reapit:` stands for: `/agency/contacts/OXF1.json`, `/agency@SBOX/metadata/survey/…`. */

export interface ResourceConnection {
	readonly connection: string;
	/** Named where the connection has several. */
	readonly customer: string | undefined;
}

export type ResourcePath =
	| { readonly kind: 'root' }
	| (ResourceConnection & {
			readonly kind: 'folder';
			/** Below the connection; empty for the connection itself: `contacts`, `properties/OXF1/keys`. */
			readonly list: string;
	  })
	| (ResourceConnection & {
			readonly kind: 'record';
			readonly list: string;
			/** `undefined` of a record that is still to be created. */
			readonly id: string | undefined;
	  });

const ENDING = '.json';
/** Names of files that are not there yet; no id of the vendor begins like this. */
const NEW = /^new(?:$|[-_. \d])/i;

export function parseResourcePath(path: string): ResourcePath {
	const [first, ...rest] = path.split('/').filter((part) => part !== '');
	if (first === undefined) return { kind: 'root' };
	const at = first.indexOf('@');
	const connection = at < 0 ? first : first.slice(0, at);
	const customer = at < 0 ? undefined : first.slice(at + 1);
	const last = rest.at(-1);
	if (rest.length < 2 || last?.endsWith(ENDING) !== true)
		return { kind: 'folder', connection, customer, list: rest.join('/') };
	const name = last.slice(0, -ENDING.length);
	return {
		...{ kind: 'record', connection, customer },
		list: rest.slice(0, -1).join('/'),
		id: NEW.test(name) ? undefined : name,
	};
}

/** Of a connection. */
export function folderPath({ connection, customer }: ResourceConnection): string {
	return `/${customer === undefined ? connection : `${connection}@${customer}`}`;
}

export function fileNameOf(id: string): string {
	return `${id}${ENDING}`;
}

/** `survey` of `metadata/survey`; `undefined` for everything else. */
export function metadataType(list: string): string | undefined {
	return /^metadata\/([^/]+)$/.exec(list)?.[1];
}
