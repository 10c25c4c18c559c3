/** The files of the CRM: real bytes, made on demand from seed and number, so that 200,000 of them take no room. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Dice, element, hash } from '../../random.ts';
import type { RealpadSwitches } from '../options.ts';
import { hostileNames, hostileUids, usualNames } from './fileNames.ts';

export interface StoredFile {
	readonly uid: string;
	/** As it was guessed at the upload; sometimes wrong. */
	readonly contentType: string;
	readonly fileName: string;
	/** As declared, like the two below. */
	readonly size: number;
	readonly crc: string;
	readonly checksum: string;
}

/** What a list may say falsely about a file. */
export type Lie = 'size' | 'hugeSize' | 'crc';

type FileTraits = Pick<RealpadSwitches, 'files' | 'fileBytes' | 'hostileNames'>;

const poolSize = 1 << 20;
const hugeSize = 10_000_000_000;
const magics: Readonly<Record<string, string>> = {
	'image/jpeg': '\xff\xd8\xff\xe0\x00\x10JFIF\x00',
	'image/png': '\x89PNG\r\n\x1a\n',
	'application/pdf': '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n',
	'application/acad': 'AC1027',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'PK\x03\x04',
};

export class FileStore {
	readonly #seed: number;
	readonly #traits: FileTraits;
	readonly #ordinals = new Map<string, number>();
	readonly #sums = new Map<string, string>();
	readonly #lies = new Map<string, Lie>();
	#pool: Buffer | undefined;
	#next = 0;
	#version = 0;

	constructor(seed: number, traits: FileTraits) {
		this.#seed = seed;
		this.#traits = traits;
		this.add(traits.files);
	}

	get count(): number {
		return this.#ordinals.size;
	}

	/** Grows with every change. */
	get version(): number {
		return this.#version;
	}

	/** Identifiers in the order of their upload. */
	uids(): MapIterator<string> {
		return this.#ordinals.keys();
	}

	has(uid: string): boolean {
		return this.#ordinals.has(uid);
	}

	add(count: number): readonly string[] {
		const added: string[] = [];
		for (let i = 0; i < count; i += 1) {
			const uid = this.#uidOf(this.#next);
			this.#ordinals.set(uid, this.#next);
			added.push(uid);
			this.#next += 1;
		}
		this.#version += 1;
		return added;
	}

	remove(uids: readonly string[]): void {
		for (const uid of uids) this.#ordinals.delete(uid);
		this.#version += 1;
	}

	/** From now on the list tells something wrong about these files. */
	misdeclare(uids: readonly string[], lie: Lie): void {
		for (const uid of uids) {
			this.#ordinal(uid);
			this.#lies.set(uid, lie);
		}
		this.#version += 1;
	}

	/** @param sums  which of the two is needed; the other is left empty, because each costs reading the file */
	describe(uid: string, sums: RealpadSwitches['checksums'] = 'both'): StoredFile {
		const ordinal = this.#ordinal(uid);
		const [fileName, contentType] = this.#named(ordinal);
		const lie = this.#lies.get(uid);
		const crc = sums === 'checksum' ? '' : this.#sum(uid, 'crc');
		const checksum = sums === 'crc' ? '' : this.#sum(uid, 'checksum');
		const size = this.#sizeOf(ordinal);
		return {
			uid,
			contentType,
			fileName,
			size: lie === 'size' ? size + 1 : lie === 'hugeSize' ? hugeSize : size,
			crc: lie === 'crc' && crc !== '' ? String((Number(crc) ^ 1) >>> 0) : crc,
			checksum:
				lie === 'crc' && checksum !== '' ? `${checksum.startsWith('0') ? '1' : '0'}${checksum.slice(1)}` : checksum,
		};
	}

	/** What a download is called; costs nothing, unlike a description. */
	nameOf(uid: string): Pick<StoredFile, 'fileName' | 'contentType'> {
		const [fileName, contentType] = this.#named(this.#ordinal(uid));
		return { fileName, contentType };
	}

	bytes(uid: string): Buffer {
		const ordinal = this.#ordinal(uid);
		const size = this.#sizeOf(ordinal);
		const content = Buffer.allocUnsafe(size);
		const dice = new Dice(this.#seed + 151, ordinal);
		// Each 23rd file is not what its type says.
		const [, contentType] = this.#named(ordinal % 23 === 22 ? ordinal + 1 : ordinal);
		const head = Buffer.from(`${magics[contentType] ?? ''}Realpad sandbox ${uid}\n`, 'latin1');
		let at = head.copy(content);
		const pool = this.#bytePool();
		let from = dice.below(5, poolSize);
		while (at < size) {
			const copied = pool.copy(content, at, from);
			at += copied;
			from = 0;
		}
		return content;
	}

	#ordinal(uid: string): number {
		const ordinal = this.#ordinals.get(uid);
		if (ordinal === undefined) throw new RangeError(`There is no file ${uid}`);
		return ordinal;
	}

	#sum(uid: string, kind: 'crc' | 'checksum'): string {
		const key = `${kind} ${uid}`;
		const known = this.#sums.get(key);
		if (known !== undefined) return known;
		const bytes = this.bytes(uid);
		const sum = kind === 'crc' ? String(crc32(bytes)) : createHash('sha256').update(bytes).digest('hex');
		this.#sums.set(key, sum);
		return sum;
	}

	#named(ordinal: number): readonly [name: string, contentType: string] {
		const usual = element(usualNames, ordinal % usualNames.length);
		if (!this.#traits.hostileNames || ordinal >= hostileNames.length) return usual;
		return [element(hostileNames, ordinal), usual[1]];
	}

	/** Some uploads are empty. */
	#sizeOf(ordinal: number): number {
		const small = this.#traits.files > 10_000 ? { min: 200, max: 2000 } : { min: 2000, max: 100_000 };
		const { min, max } = this.#traits.fileBytes ?? small;
		if (this.#traits.fileBytes === undefined && ordinal % 250 === 249) return 0;
		return new Dice(this.#seed + 152, ordinal).between(1, min, max);
	}

	/** A UUID of version 4 in form. */
	#uidOf(ordinal: number): string {
		const odd = ordinal - hostileNames.length;
		if (this.#traits.hostileNames && odd >= 0 && odd < hostileUids.length) return element(hostileUids, odd);
		const word = (salt: number): string =>
			hash(this.#seed + 153, ordinal, salt)
				.toString(16)
				.padStart(8, '0');
		const [a, b, c, d] = [word(1), word(2), word(3), word(4)];
		return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${'89ab'.charAt(ordinal % 4)}${c.slice(1, 4)}-${c.slice(4)}${d}`;
	}

	#bytePool(): Buffer {
		if (this.#pool !== undefined) return this.#pool;
		const words = Uint32Array.from({ length: poolSize / 4 }, (_, i) => hash(this.#seed + 154, i, 0));
		this.#pool = Buffer.from(words.buffer);
		return this.#pool;
	}
}
