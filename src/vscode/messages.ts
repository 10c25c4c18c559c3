/** Everything that is said to the user in a notification: one named function each, with a next step, and a way to silence it. */
import * as vscode from 'vscode';
import { FreeholdError, type Reason } from '../core/errors.ts';
import { runCommand } from './doors/commands.ts';
import { openFile } from './exports/openFile.ts';
import type { Freehold } from './freehold.ts';
import { VIEWS } from './ids.ts';
import type { SettingId } from './ids.ts';
import type { RunEnd, RunInProgress } from './jobs/runInProgress.ts';
import { nextStep } from './nextStep.ts';
import type { HostLog } from './outside/hostLog.ts';
import type { ConnectionRef, EntityRef, JobRef } from './refs.ts';

const LONGEST_WAIT: SettingId = 'freehold.network.longestWaitMinutes';

type Severity = 'information' | 'warning' | 'error';

interface Action {
	readonly title: string;
	readonly run: () => unknown;
}

interface Message {
	readonly severity: Severity;
	readonly text: string;
	readonly actions: readonly Action[];
	/** Name under which it is silenced for good; absent where the user must act. */
	readonly silencedAs?: string;
}

export class Messages {
	readonly #freehold: Freehold;
	readonly #log: HostLog;
	#shown = 0;

	constructor(freehold: Freehold, log: HostLog) {
		this.#freehold = freehold;
		this.#log = log;
	}

	/** How many were shown in this window: for tests. */
	get shown(): number {
		return this.#shown;
	}

	/** A command did not do what was asked. */
	async failed(error: unknown, retry?: () => unknown): Promise<void> {
		this.#log.write('error', 'A command failed', { error });
		await this.#show({ severity: 'error', text: textOf(error), actions: this.#nextSteps(error, retry) });
	}

	/** A run that somebody started by hand has ended. */
	async runEnded(run: RunInProgress, end: RunEnd, retry: () => unknown): Promise<void> {
		const failures = end.results.filter(({ error }) => error !== undefined);
		const [first] = failures;
		const error = end.error ?? first?.error;
		const ref = first === undefined ? undefined : { folder: run.request.folder, connection: first.connection };
		if (end.isCancelled) return;
		if (error !== undefined) {
			const more = failures.length > 1 ? ` ${vscode.l10n.t('{0} datasets failed.', failures.length)}` : '';
			await this.#show({
				severity: FreeholdError.is(error, 'suspended') ? 'warning' : 'error',
				text: `${vscode.l10n.t('{0} did not finish.', run.title)} ${textOf(error)}${more}`,
				actions: this.#nextSteps(error, retry, ref),
			});
			return;
		}
		const held = end.results.find((result) => result.held !== undefined);
		if (held !== undefined) {
			await this.#show({
				severity: 'warning',
				text: vscode.l10n.t(
					'The purge of {0} is held, nothing was deleted: {1}',
					`${held.connection}/${held.dataset}`,
					held.held?.why ?? '',
				),
				actions: [this.#showRuns(), this.#openLog()],
			});
			return;
		}
		const left = end.results.find(({ runs }) => runs.some(({ outcome }) => outcome === 'gaps'));
		if (left === undefined) return;
		await this.#show({
			severity: 'warning',
			text: vscode.l10n.t(
				'Not every record of {0} could be read. The rest is stored, and the next run asks for them again.',
				`${left.connection}/${left.dataset}`,
			),
			actions: [
				{
					title: vscode.l10n.t('Show Status'),
					run: () => runCommand('freehold.status', { folder: run.request.folder, connection: left.connection }),
				},
				this.#showRuns(),
			],
			silencedAs: 'recordsLeftOut',
		});
	}

	/** Files were made that the user asked for. */
	async exported(file: vscode.Uri, rows: number, notes: readonly string[] = []): Promise<void> {
		const text = vscode.l10n.t('{0} rows in {1}', rows.toLocaleString(), vscode.workspace.asRelativePath(file));
		await this.#show({
			severity: 'information',
			text: [text, ...notes].join(' · '),
			actions: [
				{ title: vscode.l10n.t('Open File'), run: () => openFile(file) },
				{ title: vscode.l10n.t('Reveal'), run: () => vscode.commands.executeCommand('revealFileInOS', file) },
			],
			// Notes say what the file does not hold as it was: they are never silenced.
			...(notes.length === 0 ? { silencedAs: 'exported' } : {}),
		});
	}

	/** There is nothing to be looked at before the first run. */
	async nothingStored(ref: JobRef): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('{0} has stored nothing yet.', ref.job),
			actions: [{ title: vscode.l10n.t('Run'), run: () => runCommand('freehold.run', ref) }],
		});
	}

	/** Something of the network was asked for in a workspace that is not trusted. */
	async untrusted(): Promise<void> {
		await this.#show({
			severity: 'warning',
			text: vscode.l10n.t('Freehold sends nothing from a workspace that is not trusted.'),
			actions: [
				{
					title: vscode.l10n.t('Manage Trust'),
					run: () => vscode.commands.executeCommand('workbench.trust.manage'),
				},
			],
		});
	}

	/** The sandbox runs and its data is there. */
	async sandboxFilled(rows: number): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('The sandbox is on: {0} rows are in your workspace.', rows.toLocaleString()),
			actions: [{ title: vscode.l10n.t('Open freehold.yaml'), run: () => runCommand('freehold.openProject') }],
			silencedAs: 'sandboxFilled',
		});
	}

	/** A comparison of a replica with its source has ended. */
	async verified(target: string, differing: readonly string[]): Promise<void> {
		await this.#show({
			severity: differing.length === 0 ? 'information' : 'warning',
			text:
				differing.length === 0
					? vscode.l10n.t('{0} is equal to its source.', target)
					: vscode.l10n.t('{0} differs from its source: {1}', target, differing.join('; ')),
			actions: [this.#openLog()],
			...(differing.length === 0 ? { silencedAs: 'verified' } : {}),
		});
	}

	/** Secrets are kept where they belong, or there were none. @param from  what held them, by its name */
	async secretsMoved(count: number, from: string): Promise<void> {
		await this.#show({
			severity: 'information',
			text:
				count === 0
					? vscode.l10n.t('{0} holds no secret that could be moved.', from)
					: vscode.l10n.t(
							'Secrets moved from {0} to the secret storage: {1}. Renew them at the vendor if the file was ever shared.',
							from,
							count,
						),
			actions: [{ title: vscode.l10n.t('Open freehold.yaml'), run: () => runCommand('freehold.openProject') }],
			silencedAs: 'secretsMoved',
		});
	}

	/** Somebody asked whether a connection works. */
	async connectionWorks(ref: ConnectionRef, datasets: number): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('{0} works: {1} datasets.', ref.connection, datasets),
			actions: [this.#replicate(ref)],
			silencedAs: 'connectionWorks',
		});
	}

	/** The browser came back, and the tokens are kept. */
	async signedIn(ref: ConnectionRef): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('{0} is signed in.', ref.connection),
			actions: [this.#replicate(ref)],
			silencedAs: 'signedIn',
		});
	}

	/** Without a keyring, VS Code forgets secrets with the window. Said once. */
	async secretsAreForgotten(): Promise<void> {
		if (this.#freehold.storage.ofUser('isForgettingTold') === true) return;
		await this.#freehold.storage.rememberForUser('isForgettingTold', true);
		await this.#show({
			severity: 'warning',
			text: vscode.l10n.t(
				'This editor has no keyring, so secrets last for this session. Environment variables such as FREEHOLD_MLS_TOKEN last longer.',
			),
			actions: [
				{
					title: vscode.l10n.t('Set Credentials'),
					run: () => runCommand('freehold.connection.setCredentials'),
				},
			],
			silencedAs: 'secretsAreForgotten',
		});
	}

	/** Settings are synchronised, shown and committed. */
	async secretsInSettings(places: readonly string[], move: () => unknown): Promise<void> {
		await this.#show({
			severity: 'warning',
			text: vscode.l10n.t('Settings hold what looks like secrets: {0}', places.join(', ')),
			actions: [
				{ title: vscode.l10n.t('Move to the Secret Storage'), run: move },
				{
					title: vscode.l10n.t('Open Settings'),
					run: () => vscode.commands.executeCommand('workbench.action.openSettingsJson'),
				},
			],
			silencedAs: 'secretsInSettings',
		});
	}

	/** What is copied is not seen. */
	async diagnosticsCopied(): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('Diagnostics were copied. They hold no secrets.'),
			actions: [this.#openLog()],
			silencedAs: 'diagnosticsCopied',
		});
	}

	/** What is copied is not seen. */
	async commandCopied(text: string): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('Copied: {0}', text),
			actions: [
				{
					title: vscode.l10n.t('Open Terminal'),
					run: () => vscode.commands.executeCommand('workbench.action.terminal.new'),
				},
			],
			silencedAs: 'commandCopied',
		});
	}

	/** A schedule for the command line was written or copied; secrets are not part of it. */
	async scheduleWritten(variables: readonly string[]): Promise<void> {
		await this.#show({
			severity: 'information',
			text:
				variables.length === 0
					? vscode.l10n.t('The schedule is there. It needs no secrets.')
					: vscode.l10n.t('The schedule is there. Give it these secrets yourself: {0}', variables.join(', ')),
			actions: [
				{
					title: vscode.l10n.t('Copy Names'),
					run: () => vscode.env.clipboard.writeText(variables.join('\n')),
				},
			],
			silencedAs: 'scheduleWritten',
		});
	}

	/** Something was written at a vendor. @param ref  what it is now */
	async written(text: string, ref: EntityRef | undefined): Promise<void> {
		await this.#show({
			severity: 'information',
			text,
			actions: [
				ref === undefined
					? this.#openLog()
					: { title: vscode.l10n.t('Show Record'), run: () => runCommand('freehold.reapit.get', ref) },
			],
			silencedAs: 'written',
		});
	}

	/** A change would change nothing, and was not sent. */
	async alreadySo(about: string): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('{0} already is so. Nothing was sent.', about),
			actions: [this.#openLog()],
			silencedAs: 'alreadySo',
		});
	}

	/** A conflict stands between markers, and the editor has something better to resolve it in. */
	async conflictMarked(about: string, openMergeEditor: () => unknown): Promise<void> {
		await this.#show({
			severity: 'warning',
			text: vscode.l10n.t('Somebody else has changed {0} too. Both sides stand between markers in its text.', about),
			actions: [
				{ title: vscode.l10n.t('Resolve in Merge Editor'), run: () => this.#carryOn(openMergeEditor) },
				this.#openLog(),
			],
		});
	}

	/** A draft waits to be filled in. */
	async draftOpened(send: () => unknown): Promise<void> {
		await this.#show({
			severity: 'information',
			text: vscode.l10n.t('Fill in the JSON, then send it. It is checked before anything is sent.'),
			actions: [{ title: vscode.l10n.t('Send'), run: () => this.#carryOn(send) }],
		});
	}

	/** What is to be sent does not fit what Freehold knows of the vendor, which may be newer. */
	async notValid(error: FreeholdError, sendUnchecked: () => unknown): Promise<void> {
		await this.#show({
			severity: 'error',
			text: textOf(error),
			actions: [{ title: vscode.l10n.t('Send Unchecked…'), run: () => this.#carryOn(sendUnchecked) }, this.#openLog()],
		});
	}

	/** Silenced messages are shown again. */
	async reset(): Promise<void> {
		await this.#freehold.storage.rememberForUser('silencedMessages', []);
	}

	async #show({ severity, text, actions, silencedAs }: Message): Promise<void> {
		const silenced = this.#freehold.storage.ofUser('silencedMessages') ?? [];
		if (silencedAs !== undefined && silenced.includes(silencedAs)) return;
		this.#shown += 1;
		const never = vscode.l10n.t("Don't Show Again");
		const titles = [...actions.map(({ title }) => title), ...(silencedAs === undefined ? [] : [never])];
		const chosen = await shower[severity](this.#log.redact(text), ...titles);
		if (chosen === never && silencedAs !== undefined) {
			// Another one may have been silenced while this one was to be read.
			const now = this.#freehold.storage.ofUser('silencedMessages') ?? [];
			await this.#freehold.storage.rememberForUser('silencedMessages', [...now, silencedAs]);
		}
		await actions.find(({ title }) => title === chosen)?.run();
	}

	/** What follows on a button is no command of its own, and its failure is told all the same. */
	async #carryOn(work: () => unknown): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof vscode.CancellationError)) await this.failed(error);
		}
	}

	/** What helps against a failure: one step for each reason, and the log. */
	#nextSteps(error: unknown, retry: (() => unknown) | undefined, ref?: ConnectionRef): readonly Action[] {
		const step = FreeholdError.is(error) ? this.#stepFor(error.reason, retry, ref) : undefined;
		return step === undefined ? [this.#openLog()] : [step, this.#openLog()];
	}

	#stepFor(reason: Reason, retry: (() => unknown) | undefined, ref: ConnectionRef | undefined): Action | undefined {
		switch (reason) {
			case 'credentials':
				return {
					title: vscode.l10n.t('Set Credentials'),
					run: () => runCommand('freehold.connection.setCredentials', ref),
				};
			case 'suspended':
				// Asked again at once, the vendor would say the same.
				return {
					title: vscode.l10n.t('Open Settings'),
					run: () => vscode.commands.executeCommand('workbench.action.openSettings', LONGEST_WAIT),
				};
			case 'configuration':
				return { title: vscode.l10n.t('Open freehold.yaml'), run: () => runCommand('freehold.openProject') };
			default:
				return retry === undefined ? undefined : { title: vscode.l10n.t('Retry'), run: retry };
		}
	}

	#replicate(ref: ConnectionRef): Action {
		return { title: vscode.l10n.t('Replicate'), run: () => runCommand('freehold.replicate', ref) };
	}

	#showRuns(): Action {
		const focus = `${VIEWS.runs}.focus`;
		return { title: vscode.l10n.t('Show in Runs'), run: () => vscode.commands.executeCommand(focus) };
	}

	#openLog(): Action {
		return { title: vscode.l10n.t('Open Log'), run: () => this.#log.show() };
	}
}

const shower: Readonly<Record<Severity, (text: string, ...titles: string[]) => Thenable<string | undefined>>> = {
	information: (text, ...titles) => vscode.window.showInformationMessage(text, ...titles),
	warning: (text, ...titles) => vscode.window.showWarningMessage(text, ...titles),
	error: (text, ...titles) => vscode.window.showErrorMessage(text, ...titles),
};

/** What failed, why, and what to do: no stack. */
function textOf(error: unknown): string {
	if (!FreeholdError.is(error)) return error instanceof Error ? error.message : String(error);
	const next = nextStep(vscode.l10n, error);
	return `${error.what}: ${error.why}${next === undefined ? '' : `. ${next}`}`;
}
