/** Reads a tool's input: models write it, so every mistake is answered with what is right. */
import { FreeholdError } from '../errors.ts';
import { isJsonObject } from '../json.ts';
import type { InputSchema, Tool } from './toolCatalogue.ts';

export class ToolInput {
	readonly #tool: Tool;
	readonly #values: Readonly<Record<string, unknown>>;

	/** @throws FreeholdError `usage` where it is no object, or has fields that the tool does not know */
	constructor(tool: Tool, input: unknown) {
		this.#tool = tool;
		const given = input ?? {};
		if (!isJsonObject(given)) throw this.#wrong('its input is not an object');
		const unknown = Object.keys(given).find((name) => !Object.hasOwn(tool.inputSchema.properties, name));
		if (unknown !== undefined) throw this.#wrong(`it has no input '${unknown.slice(0, 40)}'`);
		this.#values = given;
	}

	text(name: string): string {
		const value = this.optionalText(name);
		if (value !== undefined) return value;
		throw this.#wrong(`its input '${name}' is missing`);
	}

	/** Models give an empty text where they mean none. */
	optionalText(name: string): string | undefined {
		const value = this.#values[name] ?? undefined;
		if (value === undefined || value === '') return undefined;
		if (typeof value === 'string') return value;
		throw this.#wrong(`its input '${name}' is not a text`);
	}

	whole(name: string, usual: number, most: number): number {
		const value = this.#values[name] ?? usual;
		if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
		throw this.#wrong(`its input '${name}' is not a whole number from 1 to ${most}`);
	}

	texts(name: string, most: number): readonly string[] {
		const value = this.#values[name];
		const isRight = Array.isArray(value) && value.length >= 1 && value.length <= most;
		if (isRight && value.every((one) => typeof one === 'string')) return value;
		throw this.#wrong(`its input '${name}' is not a list of 1 to ${most} texts`);
	}

	#wrong(why: string): FreeholdError {
		const { name, inputSchema } = this.#tool;
		return new FreeholdError('usage', {
			what: `${name} could not be run`,
			why,
			next: `Give it ${inputText(inputSchema)}`,
		});
	}
}

function inputText({ properties, required = [] }: InputSchema): string {
	return Object.entries(properties)
		.map(([name, { type }]) => `${name} (${type}${required.includes(name) ? '' : ', optional'})`)
		.join(', ');
}
