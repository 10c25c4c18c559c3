/** Themes of each kind, as the newest VS Code calls them: for the setting `workbench.colorTheme`. */
export const THEMES = {
	light: 'Light Modern',
	dark: 'Dark Modern',
	contrast: 'Default High Contrast',
} as const;
