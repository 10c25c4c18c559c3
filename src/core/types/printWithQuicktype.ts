/** Types in other languages, by quicktype: a megabyte, loaded when it is needed. */
import { InputData, JSONSchemaInput, JSONSchemaStore, quicktype } from 'quicktype-core';
import type { LanguageName } from 'quicktype-core';

/** A schema of ours is whole: nothing is fetched for it, whatever it names. */
class NoOtherSchemas extends JSONSchemaStore {
	override fetch(address: string): Promise<undefined> {
		return Promise.reject(new Error(`the schema refers to ${address}, which is not part of it`));
	}
}

/** @param schema  JSON Schema, as text */
export async function printWithQuicktype(schema: string, name: string, lang: LanguageName): Promise<string> {
	const input = new JSONSchemaInput(new NoOtherSchemas());
	await input.addSource({ name, schema });
	const inputData = new InputData();
	inputData.addInput(input);
	// What is a map the schema says; a guess of quicktype's would go beyond it.
	const { lines } = await quicktype({ inputData, lang, inferMaps: false });
	return `${lines.join('\n').trimEnd()}\n`;
}
