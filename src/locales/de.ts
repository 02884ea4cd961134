export { german } from "../react/labels/german.ts";
