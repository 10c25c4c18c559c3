/** What the vendor's server is known to get wrong about filters that are right (domain: Reapit §2.7). */
import { ReapitRefusal } from '../../refusal.ts';
import { unsupported } from './expression.ts';
import type { Expression } from './expression.ts';

const reserved = ['record', 'data', 'system'];

/** @throws ReapitRefusal 400 as the real server refuses */
export function strikeServerBugs(expressions: readonly Expression[]): void {
	for (const { text, path, operation, criteria } of expressions) {
		// A list of one is taken for a scalar (#7740).
		if (operation === '$con' && criteria.items.length === 1) throw unsupported(text, operation, criteria.type);
		// One-letter names and words that the vendor's store reserves (#2931).
		const unusable = path.find((name) => name.length === 1 || reserved.includes(name.toLowerCase()));
		if (unusable !== undefined)
			throw new ReapitRefusal(400, `Metadata filter field name '${unusable}' cannot be used: ${text}`);
	}
	// The nth filter numbers its values from n on, so a list collides with the filter after it (#10796).
	const taken = new Set<string>();
	expressions.forEach(({ criteria }, nth) => {
		criteria.items.forEach((_, place) => {
			const key = `:param${nth + 1 + place}`;
			if (taken.has(key)) throw new ReapitRefusal(400, `An item with the same key has already been added. Key: ${key}`);
			taken.add(key);
		});
	});
}
