export type { DiffLayout } from "./components/diff/DiffHeader.tsx";
export { DiffView, type DiffViewProps } from "./components/diff/DiffView.tsx";
export type { DiffLineNotes } from "./components/diff/lineNotes.ts";
