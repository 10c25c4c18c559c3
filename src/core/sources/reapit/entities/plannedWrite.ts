/** What a write would send, after every check that can be made here; nothing is sent. */
import type { Json } from '../../../json.ts';
import type { Entity, ReapitEntities, WriteOptions } from './entities.ts';
import type { WrittenDocument } from './writeErrors.ts';

export interface WriteWish {
	readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** As a user writes it: `contacts/OXF1`. */
	readonly path: string;
	/** Absent for a deletion. */
	readonly document?: WrittenDocument | undefined;
}

export interface PlannedWrite {
	readonly request: {
		readonly method: WriteWish['method'];
		readonly path: string;
		readonly headers?: Readonly<Record<string, string>>;
		readonly body?: Json | undefined;
	};
	/** Of a change: the version that it is made on. */
	readonly base: Entity | undefined;
}

/** @throws InvalidFields; FreeholdError `usage` where the vendor has no such operation */
export async function planWrite(
	entities: ReapitEntities,
	{ method, path: text, document }: WriteWish,
	{ isUnchecked }: WriteOptions,
	signal: AbortSignal,
): Promise<PlannedWrite> {
	const { at, endpoint } = entities.paths.operation(text, method);
	const { path } = at;
	if (document !== undefined && isUnchecked !== true) {
		entities.check(endpoint, document, method === 'POST' ? `New record in ${path}` : path);
	}
	const body = document === undefined ? {} : { body: document.value };
	if (method !== 'PATCH') return { request: { method, path, ...body }, base: undefined };
	const base = await entities.get(path, [], signal);
	return { request: { method, path, headers: { 'if-match': base.etag ?? '' }, ...body }, base };
}
