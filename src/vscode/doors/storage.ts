/** The only door to what is remembered between windows. Secrets are kept elsewhere (`outside/hostSecrets.ts`). */
import type * as vscode from 'vscode';
import type { UserStateValues, WorkspaceStateValues } from '../ids.ts';

export class Storage {
	readonly #context: Pick<vscode.ExtensionContext, 'workspaceState' | 'globalState'>;

	constructor(context: Pick<vscode.ExtensionContext, 'workspaceState' | 'globalState'>) {
		this.#context = context;
	}

	ofWorkspace<Key extends keyof WorkspaceStateValues>(key: Key): WorkspaceStateValues[Key] | undefined {
		return this.#context.workspaceState.get<WorkspaceStateValues[Key]>(key);
	}

	async rememberInWorkspace<Key extends keyof WorkspaceStateValues>(
		key: Key,
		value: WorkspaceStateValues[Key] | undefined,
	): Promise<void> {
		await this.#context.workspaceState.update(key, value);
	}

	ofUser<Key extends keyof UserStateValues>(key: Key): UserStateValues[Key] | undefined {
		return this.#context.globalState.get<UserStateValues[Key]>(key);
	}

	async rememberForUser<Key extends keyof UserStateValues>(
		key: Key,
		value: UserStateValues[Key] | undefined,
	): Promise<void> {
		await this.#context.globalState.update(key, value);
	}
}
