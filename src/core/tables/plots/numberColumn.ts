/** Numbers of which nobody knows beforehand how many there will be: eight bytes each, whatever the rows are. */

export class NumberColumn {
	#values = new Float64Array(1024);
	#length = 0;

	get length(): number {
		return this.#length;
	}

	push(value: number): void {
		if (this.#length === this.#values.length) {
			const larger = new Float64Array(this.#values.length * 2);
			larger.set(this.#values);
			this.#values = larger;
		}
		this.#values[this.#length++] = value;
	}

	/** Those so far, not copied. */
	get all(): Float64Array {
		return this.#values.subarray(0, this.#length);
	}
}
