/** The four kinds of themes that VS Code has, and how a window takes another one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Window } from './window.ts';

export const THEMES = {
	light: { name: 'Default Light Modern', kind: 'vs' },
	dark: { name: 'Default Dark Modern', kind: 'vs-dark' },
	contrast: { name: 'Default High Contrast', kind: 'hc-black' },
	contrastLight: { name: 'Default High Contrast Light', kind: 'hc-light' },
} as const;
export type Theme = keyof typeof THEMES;

export async function useTheme({ server, workbench }: Window, theme: Theme): Promise<void> {
	const file = join(server.folder, 'data', 'User', 'settings.json');
	const settings = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
	const { name, kind } = THEMES[theme];
	writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': name }));
	await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
}
