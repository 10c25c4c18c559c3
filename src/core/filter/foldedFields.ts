/** The fields of an index by their names in lower case, made once for each index: editors ask for them with every key. */

interface Fields {
	readonly fields: ReadonlyMap<string, { readonly seen: number }>;
}

/** Nothing but what the index says already, kept as long as it. */
const made = new WeakMap<Fields['fields'], ReadonlyMap<string, readonly string[]>>();

/** Paths as documents spell them, the commonest spelling first, by their lower case. */
export function foldedFields({ fields }: Fields): ReadonlyMap<string, readonly string[]> {
	const known = made.get(fields);
	if (known !== undefined) return known;
	const folded = Map.groupBy(fields.keys(), (path) => path.toLowerCase());
	const seen = (path: string): number => fields.get(path)?.seen ?? 0;
	for (const spellings of folded.values()) if (spellings.length > 1) spellings.sort((a, b) => seen(b) - seen(a));
	made.set(fields, folded);
	return folded;
}
