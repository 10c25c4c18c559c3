/** Begins an .rfilter file from a template, and opens it. */
import * as vscode from 'vscode';
import { filterTemplate } from '../../core/filter/filterTemplate.ts';
import type { Freehold } from '../freehold.ts';
import { askFolder } from '../projects/askFolder.ts';

export async function newFilter(freehold: Freehold): Promise<void> {
	const folder = await askFolder();
	if (folder === undefined) return;
	const uri = await freeName(folder.uri);
	const text = filterTemplate(await reapitConnection(freehold, folder.uri));
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
	await vscode.window.showTextDocument(uri);
}

/** One that has metadata to be filtered by. */
async function reapitConnection(freehold: Freehold, folder: vscode.Uri): Promise<string | undefined> {
	const project = (await freehold.projects()).of(folder.toString())?.project;
	return [...(project?.connections.values() ?? [])].find(({ source }) => source === 'reapit')?.connection;
}

/** `filters.rfilter`, `filters-2.rfilter`, …: nobody's file is written over. */
async function freeName(folder: vscode.Uri): Promise<vscode.Uri> {
	const names = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
	for (let nth = 1; ; nth++) {
		const name = nth === 1 ? 'filters.rfilter' : `filters-${nth}.rfilter`;
		if (!names.has(name)) return vscode.Uri.joinPath(folder, name);
	}
}
