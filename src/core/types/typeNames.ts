/** Names of types and fields in code. */

/** `list-excel-units` → `ListExcelUnits`; what no language takes as a name is left out. */
export function pascalName(text: string): string {
	const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
	const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
	return /^\p{L}/u.test(name) ? name : `Type${name}`;
}

/** Whether a field's name can stand in TypeScript without quotes. */
export function isPlainName(name: string): boolean {
	return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__';
}

/** Gives each type a name of its own. */
export class TypeNames {
	readonly #taken = new Set<string>();

	take(wanted: string): string {
		let name = wanted;
		for (let number = 2; this.#taken.has(name); number++) name = `${wanted}${number}`;
		this.#taken.add(name);
		return name;
	}
}
