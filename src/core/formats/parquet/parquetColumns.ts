/** The columns of a Parquet file: what they are called, and how their values become cells without losing a digit. */
import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { dateText, durationText, momentText, clockText } from './parquetMoments.ts';
import type { TimeUnit } from './parquetMoments.ts';

export type ParquetCell = string | number | boolean | null;

export interface ParquetColumn {
	readonly name: string;
	/** What the file says of its texts; absent for numbers and booleans, and for moments with a zone. */
	readonly kind: 'date' | 'datetime' | 'time' | 'json' | 'text' | undefined;
	cell(value: unknown): ParquetCell;
}

/**
 * What hyparquet is to read by: it would make doubles of exact decimals, and refuses intervals and BSON, so those are read
 * as the bytes that they are.
 */
export function rawMetadata(metadata: FileMetaData): FileMetaData {
	return { ...metadata, schema: metadata.schema.map(rawElement) };
}

function rawElement(element: SchemaElement): SchemaElement {
	const isPlain =
		element.converted_type === 'DECIMAL' || element.converted_type === 'INTERVAL' || element.converted_type === 'BSON';
	if (!isPlain && element.logical_type?.type !== 'DECIMAL') return element;
	const { converted_type: _, logical_type: __, ...raw } = element;
	return raw;
}

/** What hyparquet makes of values that have more than one form in JavaScript. */
export const PARQUET_PARSERS = {
	timestampFromMilliseconds: (count: bigint | number | undefined): string | undefined => moment(count, 'MILLIS'),
	timestampFromMicroseconds: (count: bigint | number | undefined): string | undefined => moment(count, 'MICROS'),
	timestampFromNanoseconds: (count: bigint | number | undefined): string | undefined => moment(count, 'NANOS'),
	dateFromDays: (days: number | undefined): string | undefined => (days === undefined ? undefined : dateText(days)),
	// Parsed it would lose digits, and one that is broken would end the reading.
	jsonFromBytes: (bytes: Uint8Array | undefined): string | undefined =>
		bytes === undefined ? undefined : textOf(bytes),
};

function moment(count: bigint | number | undefined, unit: TimeUnit): string | undefined {
	return count === undefined ? undefined : momentText(BigInt(count), unit);
}

/** @param root  of the schema as the file has it */
export function parquetColumns(root: SchemaTree): readonly ParquetColumn[] {
	return root.children.map((node) => {
		const isLeaf = node.children.length === 0 && node.element.repetition_type !== 'REPEATED';
		const cell = isLeaf ? leafCell(node.element) : nestedCell(node);
		return { name: node.element.name, kind: isLeaf ? kindOf(node.element) : 'json', cell };
	});
}

function kindOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): ParquetColumn['kind'] {
	if (converted === 'JSON' || logical?.type === 'GEOMETRY' || logical?.type === 'GEOGRAPHY') return 'json';
	if (converted === 'DATE' || logical?.type === 'DATE') return 'date';
	if (logical?.type === 'TIME' || converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') return 'time';
	if (isMoment(converted, logical?.type) || type === 'INT96')
		return hasZone(converted, logical) ? undefined : 'datetime';
	if (converted === 'DECIMAL' || logical?.type === 'DECIMAL' || logical?.type === 'FLOAT16') return undefined;
	return type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY' ? 'text' : undefined;
}

function isMoment(converted: SchemaElement['converted_type'], logical: string | undefined): boolean {
	return logical === 'TIMESTAMP' || converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS';
}

/** Before there were logical types, moments were in UTC. Of INT96 nobody knows. */
function hasZone(converted: SchemaElement['converted_type'], logical: SchemaElement['logical_type']): boolean {
	return logical?.type === 'TIMESTAMP' ? logical.isAdjustedToUTC : isMoment(converted, undefined);
}

type Leaf = string | number | bigint | boolean | null;

function leafCell(element: SchemaElement): (value: unknown) => ParquetCell {
	const leaf = leafOf(element);
	return (value) => {
		const found = leaf(value);
		if (typeof found === 'bigint') return Number.isSafeInteger(Number(found)) ? Number(found) : String(found);
		return typeof found === 'number' && !Number.isFinite(found) ? String(found) : found;
	};
}

/** One value without children, of any depth. */
function leafOf(element: SchemaElement): (value: unknown) => Leaf {
	const { type, converted_type: converted, logical_type: logical } = element;
	const isDecimal = converted === 'DECIMAL' || logical?.type === 'DECIMAL';
	const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
	const unit = timeUnit(element);
	const zone = hasZone(converted, logical) ? 'Z' : '';
	return (value) => {
		if (value === undefined || value === null) return null;
		if (isDecimal) return decimalText(value, scale);
		if (value instanceof Uint8Array) {
			if (converted === 'INTERVAL' && value.byteLength === 12) return durationText(value);
			return converted === 'BSON' ? hexText(value) : textOf(value);
		}
		if (unit !== undefined && (typeof value === 'number' || typeof value === 'bigint'))
			return clockText(BigInt(value), unit);
		if (typeof value === 'number') return type === 'FLOAT' ? shortFloat(value) : value;
		if (typeof value === 'string') return value + zone;
		if (typeof value === 'bigint' || typeof value === 'boolean') return value;
		return JSON.stringify(value);
	};
}

function timeUnit({ converted_type: converted, logical_type: logical }: SchemaElement): TimeUnit | undefined {
	if (logical?.type === 'TIME') return logical.unit;
	if (converted === 'TIME_MILLIS') return 'MILLIS';
	return converted === 'TIME_MICROS' ? 'MICROS' : undefined;
}

/** Lists, maps and groups as JSON. */
function nestedCell(node: SchemaTree): (value: unknown) => ParquetCell {
	const plain = plainOf(node);
	return (value) => (value === undefined || value === null ? null : JSON.stringify(plain(value)));
}

function plainOf(node: SchemaTree): (value: unknown) => unknown {
	const { children, element } = node;
	const [only] = children;
	if (only === undefined) return each(jsonLeaf(element));
	if (element.logical_type?.type === 'VARIANT') return jsonSafe;
	// hyparquet has taken the groups in between away.
	if (element.converted_type === 'LIST')
		return each(plainOf(only.children.length === 1 ? (only.children[0] ?? only) : only));
	const fields = new Map(
		(element.converted_type === 'MAP' ? only.children : children).map((child) => [child.element.name, plainOf(child)]),
	);
	const ofMap = element.converted_type === 'MAP' ? fields.get('value') : undefined;
	return each((value) => {
		if (typeof value !== 'object' || value === null) return jsonSafe(value);
		return Object.fromEntries(
			Object.entries(value).map(([name, one]) => [name, (ofMap ?? fields.get(name) ?? jsonSafe)(one)]),
		);
	});
}

function each(plain: (value: unknown) => unknown): (value: unknown) => unknown {
	const deep = (value: unknown): unknown => {
		if (value === undefined || value === null) return null;
		return Array.isArray(value) ? value.map(deep) : plain(value);
	};
	return deep;
}

function jsonLeaf(element: SchemaElement): (value: unknown) => unknown {
	const leaf = leafOf(element);
	const isDecimal = element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL';
	return (value) => {
		const found = leaf(value);
		return isDecimal && typeof found === 'string' ? rawNumber(found) : jsonSafe(found);
	};
}

/** Numbers that JSON has no double for keep their digits. */
function jsonSafe(value: unknown): unknown {
	if (value === undefined) return null;
	if (typeof value === 'bigint') return rawNumber(String(value));
	if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
	if (value instanceof Uint8Array) return textOf(value);
	if (Array.isArray(value)) return value.map(jsonSafe);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonSafe(one)]));
}

/** Not yet in TypeScript's library. */
function rawNumber(digits: string): unknown {
	return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits);
}

function decimalText(value: unknown, scale: number): string {
	const unscaled = value instanceof Uint8Array ? bigEndian(value) : BigInt(value as number | bigint);
	const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
	const sign = unscaled < 0n ? '-' : '';
	return sign + (scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
}

function bigEndian(bytes: Uint8Array): bigint {
	if (bytes.byteLength === 0) return 0n;
	return BigInt.asIntN(bytes.byteLength * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Old writers say of no text that it is one. */
function textOf(bytes: Uint8Array): string {
	try {
		return strict.decode(bytes);
	} catch (error) {
		if (error instanceof TypeError) return hexText(bytes);
		throw error;
	}
}

/** As queries show bytes. */
function hexText(bytes: Uint8Array): string {
	return `x'${Buffer.from(bytes).toString('hex')}'`;
}

/** The shortest number that is this one in 32 bits: 0.1, not 0.10000000149011612. */
function shortFloat(value: number): number {
	for (const precision of [6, 7, 8]) {
		const short = Number(value.toPrecision(precision));
		if (Math.fround(short) === value) return short;
	}
	return value;
}
