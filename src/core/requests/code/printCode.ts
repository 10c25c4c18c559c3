/** Programs that make a request as its connection would, in the languages that are offered. */
import type { CodePlan } from './codePlan.ts';
import { printCsharp } from './printCsharp.ts';
import { printCurlScript } from './printCurlScript.ts';
import { printJava } from './printJava.ts';
import { printPhp } from './printPhp.ts';
import { printPython } from './printPython.ts';
import { printScript } from './printScript.ts';

interface CodeLanguage {
	/** As people know it. */
	readonly title: string;
	/** Ending of a file, with its dot. */
	readonly ending: string;
	/** VS Code's id of the language. */
	readonly editorLanguage: string;
	readonly print: (plan: CodePlan) => string;
}

export const CODE_LANGUAGES = {
	curl: { title: 'Shell: curl and jq', ending: '.sh', editorLanguage: 'shellscript', print: printCurlScript },
	'ts-fetch': language('TypeScript: fetch', '.ts', 'typescript', (plan) => printScript(plan, 'fetch')),
	'ts-undici': language('TypeScript: undici', '.ts', 'typescript', (plan) => printScript(plan, 'undici')),
	'python-httpx': language('Python: httpx', '.py', 'python', (plan) => printPython(plan, 'httpx')),
	'python-requests': language('Python: requests', '.py', 'python', (plan) => printPython(plan, 'requests')),
	csharp: { title: 'C#: HttpClient', ending: '.cs', editorLanguage: 'csharp', print: printCsharp },
	php: { title: 'PHP: curl', ending: '.php', editorLanguage: 'php', print: printPhp },
	java: { title: 'Java: HttpClient', ending: '.java', editorLanguage: 'java', print: printJava },
} as const satisfies Readonly<Record<string, CodeLanguage>>;

export type CodeLanguageId = keyof typeof CODE_LANGUAGES;

function language(title: string, ending: string, editorLanguage: string, print: CodeLanguage['print']): CodeLanguage {
	return { title, ending, editorLanguage, print };
}
