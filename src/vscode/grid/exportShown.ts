/** Writes the rows that a grid shows to a file: all of them, in their order, with the columns that are visible. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { ExportAnswer } from '../../core/tables/exportRows.ts';
import type { ExportAsk } from '../../core/tables/exportTable.ts';
import { partOf } from '../../core/wholeFile.ts';
import { getSetting } from '../doors/settings.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { formatChoices } from './exportFormats.ts';
import type { FormatChoice } from './exportFormats.ts';
import { exportName, originOf, rowsName } from './exportOrigin.ts';
import type { GridSession } from './gridSession.ts';

/** @throws FreeholdError `usage` where no grid is before the user, and what the table answers */
export async function exportShown(freehold: Freehold): Promise<void> {
	const session = (await freehold.grids()).active;
	if (session === undefined) throw noGrid();
	const placeHolder = vscode.l10n.t('Format of the file');
	const choice = await vscode.window.showQuickPick(formatChoices(vscode.l10n), {
		placeHolder,
		matchOnDescription: true,
	});
	if (choice === undefined) return;
	const defaultUri = await usualFile(freehold, session, choice);
	const uri = await vscode.window.showSaveDialog({
		...(defaultUri === undefined ? {} : { defaultUri }),
		filters: { [choice.label]: [choice.format] },
		title: vscode.l10n.t('Export Shown Rows'),
	});
	if (uri === undefined) return;
	if (uri.scheme !== 'file') throw noDisk();
	const ask = askOf(freehold, session, choice, uri.fsPath);
	const { rows, notes } = await write(session, ask);
	void (await freehold.messages()).exported(uri, rows, notes);
}

async function write(session: GridSession, ask: ExportAsk): Promise<ExportAnswer> {
	const number = new Intl.NumberFormat(vscode.env.language);
	try {
		return await whileWaiting(vscode.l10n.t('Exporting rows'), (signal, tell) =>
			session.ask('export', ask, {
				signal,
				onProgress: ({ done, total }) => tell(vscode.l10n.t('{0} of {1}', number.format(done), number.format(total))),
			}),
		);
	} catch (error) {
		// A process that was killed with its grid has not done it.
		await rm(ask.part, { force: true });
		throw error;
	}
}

function askOf(freehold: Freehold, session: GridSession, choice: FormatChoice, file: string): ExportAsk {
	const { version } = freehold.context.extension.packageJSON as { readonly version: string };
	const { subject, state, shown } = session;
	const sheet = state.sheets?.all.find(({ index }) => index === state.sheets?.current)?.name;
	return {
		file,
		part: partOf(file),
		format: choice.format,
		columns: shown.columns,
		writing: {
			guardFormulas: getSetting('freehold.export.guardFormulas'),
			name: rowsName(subject),
			createTable: choice.createTable,
		},
		origin: { version, exportedAt: new Date().toISOString(), source: originOf(subject, sheet) },
	};
}

/** Beside the exports of jobs; of a file, beside it. */
async function usualFile(
	freehold: Freehold,
	{ subject }: GridSession,
	{ format }: FormatChoice,
): Promise<vscode.Uri | undefined> {
	const name = `${exportName(subject)}.${format}`;
	if (subject.kind === 'file') return vscode.Uri.file(join(dirname(vscode.Uri.parse(subject.uri).fsPath), name));
	const project = (await freehold.projects()).of(subject.folder)?.project;
	const folders = project === undefined ? [] : [join(project.dataFolder, 'exports'), project.dataFolder];
	const folder = folders.find((path) => existsSync(path));
	return folder === undefined ? undefined : vscode.Uri.file(join(folder, name));
}

function noGrid(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'There are no rows to be exported',
		why: 'no grid is open in front',
		next: 'Open a dataset, a query or a file in the grid, and call the command there',
	});
}

function noDisk(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows cannot be written there',
		why: 'that place is not on a disk of this machine',
		next: 'Choose a folder on a disk',
	});
}
