/** Writes types into a new editor: of a dataset, of the answer that is looked at, or of a file of JSON. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { ReplicaReader } from '../../core/replica/reader.ts';
import { datasetTypes } from '../../core/types/datasetTypes.ts';
import type { NamedShape } from '../../core/types/datasetTypes.ts';
import { sampleTypes } from '../../core/types/sampleTypes.ts';
import { pascalName } from '../../core/types/typeNames.ts';
import { TYPE_LANGUAGES, typesText } from '../../core/types/typesText.ts';
import type { TypeLanguage } from '../../core/types/typesText.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import type { DatasetRef } from '../refs.ts';
import { RESPONSE_SCHEME } from '../requests/selector.ts';

const LANGUAGES: Readonly<Record<TypeLanguage, readonly [title: string, editorLanguage: string]>> = {
	...{ ts: ['TypeScript', 'typescript'], zod: ['Zod', 'typescript'], 'json-schema': ['JSON Schema', 'json'] },
	...{ csharp: ['C#', 'csharp'], python: ['Python', 'python'], java: ['Java', 'java'], go: ['Go', 'go'] },
	...{ php: ['PHP', 'php'], kotlin: ['Kotlin', 'kotlin'], swift: ['Swift', 'swift'], rust: ['Rust', 'rust'] },
};

export async function writeTypes(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const types = (await (given === undefined ? typesOfEditor() : undefined)) ?? (await typesOfDataset(freehold, given));
	if (types === undefined) return;
	const choices = TYPE_LANGUAGES.map((language) => ({ label: LANGUAGES[language][0], language }));
	const chosen = await vscode.window.showQuickPick(choices, {
		placeHolder: vscode.l10n.t('Types of {0} in which language?', types.name),
	});
	if (chosen === undefined) return;
	const content = await typesText(types, chosen.language);
	const language = LANGUAGES[chosen.language][1];
	await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

/** Of the JSON that is before the user: an answer, or a file. */
async function typesOfEditor(): Promise<NamedShape | undefined> {
	const document = vscode.window.activeTextEditor?.document;
	if (document === undefined) return undefined;
	const { uri, languageId } = document;
	const isResponse = uri.scheme === RESPONSE_SCHEME;
	if (!isResponse && languageId !== 'json' && languageId !== 'jsonl') return undefined;
	const text = document.getText();
	const name = (uri.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
	const body = isResponse ? text.slice(text.indexOf('\n\n') + 2) : text;
	const wanted = await vscode.window.showInputBox({
		title: vscode.l10n.t('Name of the type'),
		value: pascalName(name),
	});
	if (wanted === undefined) throw new vscode.CancellationError();
	return sampleTypes(isResponse ? rowsOf(body) : body, wanted || pascalName(name), name);
}

/** Of a page the records, not the envelope around them. */
function rowsOf(body: string): string {
	try {
		const answer = JSON.parse(body) as {
			readonly _embedded?: unknown;
			readonly value?: unknown;
			readonly D?: { readonly Results?: unknown };
		};
		const rows = [answer._embedded, answer.value, answer.D?.Results].find(
			(list) => Array.isArray(list) && list.length > 0,
		);
		return rows === undefined ? body : JSON.stringify(rows);
	} catch {
		// What is no JSON is told by whoever reads it next.
		return body;
	}
}

async function typesOfDataset(freehold: Freehold, given: DatasetRef | undefined): Promise<NamedShape | undefined> {
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('Types of which records?'), false));
	if (ref === undefined) return undefined;
	const projects = await freehold.projects();
	const state = projects.of(ref.folder);
	const project = state === undefined ? undefined : projectOnDisk(state, vscode.l10n.t('The types were not written'));
	const connection = projects.connection(ref);
	if (project === undefined || connection === undefined) throw noConnection(ref);
	const { source } = connection;
	return whileWaiting(vscode.l10n.t('Looking through {0}', `${ref.connection}/${ref.dataset}`), async () => {
		const reader = ReplicaReader.openWhereAny(replicaFile(project.dataFolder, ref.connection));
		try {
			return await datasetTypes(reader, { connection: ref.connection, source, dataset: ref.dataset });
		} finally {
			reader?.close();
		}
	});
}

function noConnection({ connection }: DatasetRef): FreeholdError {
	return new FreeholdError('configuration', {
		what: vscode.l10n.t('The types were not written'),
		why: vscode.l10n.t('freehold.yaml has no connection {0}', connection),
		next: vscode.l10n.t('Mend freehold.yaml'),
	});
}
