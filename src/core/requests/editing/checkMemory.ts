/** Remembers what was found of each block: while somebody types in one of thousands, the others need no second look. */
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import type { RequestFinding } from './requestFindings.ts';

type Find = () => readonly RequestFinding[];

export class CheckMemory {
	/** Offsets are those within the block. */
	#found = new Map<string, readonly RequestFinding[]>();
	#knowledge: RequestKnowledge | undefined;
	#variables = '';

	/**
	 * For one walk over all blocks, in their order.
	 *
	 * A finding follows from the text of its block, from what is known, and from the variables of the file: from all of
	 * them, and from how many stand up to the end of the block.
	 */
	begin(
		{ text, blocks }: RequestDocument,
		knowledge: RequestKnowledge,
	): (block: RequestBlock, find: Find) => readonly RequestFinding[] {
		const variables = JSON.stringify(
			blocks.flatMap((block) => block.variables.map(({ name, value }) => [name.text, value.text])),
		);
		if (this.#knowledge !== knowledge || this.#variables !== variables) this.#found.clear();
		this.#knowledge = knowledge;
		this.#variables = variables;
		const before = this.#found;
		const now = new Map<string, readonly RequestFinding[]>();
		this.#found = now;
		let lines = 0;
		return (block, find) => {
			lines += block.variables.length;
			const key = `${lines} ${text.slice(block.start, block.end)}`;
			const known = now.get(key) ?? before.get(key);
			if (known !== undefined) {
				now.set(key, known);
				return known.map((finding) => moved(finding, block.start));
			}
			const found = find();
			now.set(
				key,
				found.map((finding) => moved(finding, -block.start)),
			);
			return found;
		};
	}
}

function moved(finding: RequestFinding, by: number): RequestFinding {
	return {
		...finding,
		start: finding.start + by,
		end: finding.end + by,
		fixes: finding.fixes.map((fix) => ({
			...fix,
			edits: fix.edits.map(({ start, end, text }) => ({ start: start + by, end: end + by, text })),
		})),
	};
}
