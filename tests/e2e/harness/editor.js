// An editor with one file: the language service of TypeScript.

import { resolve } from 'node:path'

// The newest compiler has no language service.
import ts from 'typescript-5.9'

/**
 * Opens a file in a folder whose packages it may import.
 *
 * @param {string} folder
 */
export function openEditor(folder) {
  const file = resolve(folder, 'editor.ts')
  let text = ''
  let version = 0
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
    }),
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : '0'),
    getScriptSnapshot(name) {
      const content = name === file ? text : ts.sys.readFile(name)
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
    },
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })
  return {
    service,
    file,
    /** Replaces the text. @param {string} code */
    write(code) {
      text = code
      version += 1
    },
  }
}
