/** The kind of code action that mends all filters of a file; editors ask for it on save. Loaded with the providers. */
import * as vscode from 'vscode';

export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('freehold');
