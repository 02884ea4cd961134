export { FilePanel, type FilePanelProps } from "./components/panel/FilePanel.tsx";
export { TerminalPanel, type TerminalPanelProps } from "./components/panel/TerminalPanel.tsx";
export type { FileLocation } from "./components/primitives/SidePanelContext.ts";
export type { FollowedProcess } from "./core/index.ts";
export { type FileState, type SandboxQuery, useFile, useFiles, useProcess, useProcesses } from "./react/sandbox.ts";
