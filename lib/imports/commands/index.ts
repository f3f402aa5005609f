export { mapPerson } from "./after";
export { cancelImport, type ImportOrder, orderImport, resumeImport, reviseImport } from "./order";
export { discardFile, receiveFile } from "./receive";
export { runImport } from "./run";
export { runUndo } from "./run-undo";
export { undoImport } from "./undo";
export { keepMappingOf, reviseAsChosen } from "./wizard";
