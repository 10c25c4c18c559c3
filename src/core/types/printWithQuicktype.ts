/** Types in other languages, by quicktype: a megabyte, loaded when it is needed. */
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from 'quicktype-core';

/** @param language  as quicktype names it */
export async function printWithQuicktype(schema: string, name: string, language: string): Promise<string> {
	const input = new JSONSchemaInput(new FetchingJSONSchemaStore());
	await input.addSource({ name, schema });
	const inputData = new InputData();
	inputData.addInput(input);
	// What is a map, and what a date, the schema says; guesses of quicktype's would go beyond it.
	const { lines } = await quicktype({ inputData, lang: language as 'csharp', inferMaps: false, rendererOptions: {} });
	return `${lines.join('\n').trimEnd()}\n`;
}
