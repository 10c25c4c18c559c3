/** Pictures that a row shows: in its own cells, among rows that belong to it, or in the folder of backed-up files. */
import type { DatabaseSync } from 'node:sqlite';
import { readLayout } from '../../replica/columnLayout.ts';
import { filesDataset } from '../../replica/fileManifest.ts';
import { quoteName } from '../../replica/sql.ts';
import type { TableCell } from '../table.ts';
import type { RowLink } from './rowLinks.ts';

export type RowImage =
	| { readonly kind: 'remote'; readonly caption: string; readonly url: string }
	/** A path of the manifest of backed-up files. */
	| { readonly kind: 'file'; readonly caption: string; readonly path: string };

export interface RowImages {
	readonly images: readonly RowImage[];
	/** Whether there are more of them. */
	readonly hasMore: boolean;
}

type Row = ReadonlyMap<string, TableCell>;

export const MOST_IMAGES = 60;
const PICTURE = /\.(?:jpe?g|png|gif|webp|avif)$/i;
/** Small ones are preferred to whole ones. */
const ADDRESSES = ['thumbnailUrl', 'MediaURL', 'url'];
const CAPTIONS = ['ShortDescription', 'caption', 'file_name', 'MediaCategory'];
const ORDERS = ['Order', 'order'];

/** @param db  the replica; `undefined` where the row is of none */
export function rowImages(db: DatabaseSync | undefined, row: Row, links: readonly RowLink[]): RowImages {
	const near = db === undefined ? [] : links.flatMap((link) => linkedRows(db, link)).flatMap(imagesIn);
	const found = [...manifestImage(row), ...imagesIn(row), ...near].map((image) => storedIn(db, image));
	const images = [...new Map(found.map((image) => [image.kind === 'file' ? image.path : image.url, image])).values()];
	return { images: images.slice(0, MOST_IMAGES), hasMore: images.length > MOST_IMAGES };
}

/** A row of the manifest itself. */
function manifestImage(row: Row): readonly RowImage[] {
	const [path, type, state] = [row.get('path'), row.get('content_type'), row.get('state')];
	if (typeof path !== 'string' || typeof type !== 'string' || state !== 'stored' || !type.startsWith('image/'))
		return [];
	return [{ kind: 'file', caption: captionOf(row, 'path'), path }];
}

function imagesIn(row: Row): readonly (RowImage & { readonly kind: 'remote' })[] {
	const isPicture = /^image\//i.test(String(row.get('MimeType') ?? ''));
	const named = ADDRESSES.filter((name) => row.has(name));
	const first = named.find((name) => addressIn(row.get(name), isPicture) !== undefined);
	const others = [...row.keys()].filter((name) => !named.includes(name));
	return [...(first === undefined ? [] : [first]), ...others].flatMap((name) => {
		const url = addressIn(row.get(name), name === first && isPicture);
		return url === undefined ? [] : [{ kind: 'remote' as const, caption: captionOf(row, name), url }];
	});
}

/** @param isKnown  whether something else says that it is a picture */
function addressIn(cell: TableCell | undefined, isKnown: boolean): string | undefined {
	if (typeof cell !== 'string' || !/^https?:\/\//i.test(cell) || cell.length > 2000) return undefined;
	const url = URL.parse(cell);
	const isResource = /^\/resource\/[\w-]{20,}$/.test(url?.pathname ?? '');
	return url !== null && (isKnown || isResource || PICTURE.test(url.pathname)) ? url.href : undefined;
}

function captionOf(row: Row, column: string): string {
	const caption = CAPTIONS.map((name) => row.get(name)).find((value) => typeof value === 'string' && value !== '');
	return typeof caption === 'string' ? caption : column;
}

/** Of tables of pictures alone: others need not be read for them. */
function linkedRows(db: DatabaseSync, { dataset, conditions }: RowLink): readonly Row[] {
	if (!/media|image|photo/i.test(dataset)) return [];
	const layout = readLayout(db, dataset);
	if (layout === undefined) return [];
	const names = layout.slots.map(({ name }) => name);
	const order = ORDERS.find((name) => names.includes(name));
	const where = conditions.map(({ name, values }) => `${quoteName(name)} IN (${values.map(() => '?').join(', ')})`);
	const sql = `SELECT * FROM ${quoteName(layout.table)} WHERE ${where.join(' AND ')}${order === undefined ? '' : ` ORDER BY ${quoteName(order)}`} LIMIT ?`;
	const rows = db.prepare(sql).all(...conditions.flatMap(({ values }) => values), MOST_IMAGES + 1);
	return rows.map((row) => new Map(Object.entries(row).map(([name, value]) => [name, cellOf(value)])));
}

/** A Realpad resource that was backed up lies on the disk: nobody has to be asked for it. */
function storedIn(db: DatabaseSync | undefined, image: RowImage): RowImage {
	const uid = image.kind === 'remote' ? /\/resource\/([\w-]+)$/.exec(image.url)?.[1] : undefined;
	if (uid === undefined || db === undefined || !hasManifest(db)) return image;
	const found = db.prepare(`SELECT path FROM ${quoteName(filesDataset)} WHERE uid = ? AND state = 'stored'`).get(uid);
	return typeof found?.path === 'string' ? { kind: 'file', caption: image.caption, path: found.path } : image;
}

function hasManifest(db: DatabaseSync): boolean {
	return db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(filesDataset) !== undefined;
}

function cellOf(value: unknown): TableCell {
	return typeof value === 'string' || typeof value === 'number' ? value : null;
}
