export { TerminalOutput, type TerminalOutputProps } from "./components/terminal-output/TerminalOutput.tsx";
