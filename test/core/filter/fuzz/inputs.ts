/** Texts to try the filter language with: random bytes, mutated filters, mutated files. All follow from a seed. */

const filters = [
	"metadata.city $eq 'London'",
	'metadata.related.campaign.budget $gte 100.5',
	"metadata.colour $in 'red','brown','green'",
	"metadata.tags $con 'ONE','TWO'",
	'metadata.chased $lt 2020-11-05T13:15:30.1234567+01:00',
	'metadata.score $nin 30,50,60,100',
	'metadata.active $eq True',
	"metadata.name $ne 'O''Brien'",
	'city = London',
	'metadata.when $eq 2020-11-5',
	'metadata.budget $gt £1,000',
	"metadata.a1 $eq 'x' and metadata.b1 $eq 'y'",
	'metadata.city contains ‘x’',
	"(metadata.items[0].name $like 'x%') or not metadata.x.. $eq null",
];
const directives = ['# @name flats', '# @dataset agency/properties', '# note', '', '   ', '\t$in', '#', '# @name'];
const pieces = [
	...['metadata', '.', ' ', '\t', '$eq', '$in', '$', "'", "''", '‘', '’', '"', '\\', ',', '&', '+', '%', '\n', '\r\n'],
	...[
		'(',
		')',
		';',
		'5',
		'-',
		'1e5',
		'true',
		'null',
		'2020-11-05',
		'T10:00',
		'Z',
		'=',
		'and',
		'É',
		'İ',
		'ß',
		'\u{1F3E0}',
	],
	...[
		'\ud83c',
		'\u0000',
		'\u200b',
		'\ufeff',
		'\u2028',
		'[',
		']',
		'[0]',
		'£',
		'?',
		'#',
		'{',
		'__proto__',
		'constructor',
	],
];

export class Inputs {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** One text of any kind. */
	next(): string {
		const kind = this.#below(6);
		if (kind === 0) return this.#bytes(this.#below(80));
		if (kind === 1) return this.#repeat(() => this.#pick(pieces), this.#below(30)).join('');
		if (kind === 2) return this.#file();
		return this.#mutated(this.#pick(filters), 1 + this.#below(6));
	}

	/** Texts that are one thing again and again, of any length: where quadratic time would show. */
	repeated(): (length: number) => string {
		if (this.#below(4) === 0) return this.#lines();
		const head = this.#below(2) === 0 ? this.#pick(filters) : this.#pick(['', "'", 'metadata.', 'metadata.a1 $in ']);
		const unit = this.#repeat(() => this.#pick(pieces), 1 + this.#below(3)).join('');
		const tail = this.#pick(['', 'x', "'", '\n']);
		return (length) => head + unit.repeat(Math.ceil(length / unit.length)) + tail;
	}

	/** One set of very many filters, of one field or of as many. */
	#lines(): (length: number) => string {
		const filter = this.#pick(filters);
		const isOne = this.#below(2) === 0;
		return (length) => {
			const lines: string[] = [];
			for (let left = length; left > 0; left -= lines.at(-1)!.length + 1) {
				const number = String(lines.length).padStart(5, '0');
				const field = isOne ? 'metadata.' : `metadata.n${number}`;
				lines.push(filter.replace('metadata.', field).replace('100.5', number));
			}
			return lines.join('\n');
		};
	}

	/** Below 2³², by Mulberry32. */
	number(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	}

	#file(): string {
		const line = (): string =>
			this.#below(3) === 0 ? this.#pick(directives) : this.#mutated(this.#pick(filters), this.#below(3));
		return this.#repeat(line, this.#below(12)).join(this.#pick(['\n', '\r\n', '\r']));
	}

	#mutated(text: string, times: number): string {
		let mutated = text;
		for (let n = 0; n < times; n += 1) mutated = this.#mutatedOnce(mutated);
		return mutated;
	}

	#mutatedOnce(text: string): string {
		const [at, length] = [this.#below(text.length + 1), this.#below(6)];
		const [before, cut, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
		switch (this.#below(4)) {
			case 0:
				return before + after;
			case 1:
				return before + this.#pick(pieces) + cut + after;
			case 2:
				return before + cut + cut + after;
			default:
				return before + this.#bytes(length) + after;
		}
	}

	#bytes(length: number): string {
		const units = this.#repeat(() => (this.#below(4) === 0 ? this.#below(0x10000) : this.#below(0x80)), length);
		return String.fromCharCode(...units);
	}

	#repeat<Item>(make: () => Item, times: number): readonly Item[] {
		return Array.from({ length: times }, make);
	}

	#pick<Item>(list: readonly Item[]): Item {
		return list[this.#below(list.length)]!;
	}

	#below(limit: number): number {
		return this.number() % limit;
	}
}
