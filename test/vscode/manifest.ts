/** The parts of package.json that the editor reads, as far as tests look at them. */

export interface MenuItem {
	readonly command: string;
	readonly when?: string;
	readonly group?: string;
}

export interface Manifest {
	readonly main: string;
	readonly engines: { readonly vscode: string };
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly capabilities: {
		readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
	};
	readonly contributes: {
		readonly commands: readonly {
			readonly command: string;
			readonly category: string;
			readonly title: string;
			readonly icon?: string;
			readonly enablement?: string;
		}[];
		readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
		readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
		readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
		readonly keybindings?: readonly { readonly command: string; readonly when?: string }[];
		readonly configuration: readonly {
			readonly properties: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>>;
		}[];
	};
}
