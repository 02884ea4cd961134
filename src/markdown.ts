export { Markdown, type MarkdownProps } from "./components/markdown/Markdown.tsx";
