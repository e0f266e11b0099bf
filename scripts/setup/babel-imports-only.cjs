// dependency-cruiser cannot read TypeScript 7, and its swc parser no JSX. Through this configuration
// Babel shows it what it needs of a file: the imports, those of types between our own files included.

const importOf = (t, source) => t.importDeclaration([], t.stringLiteral(source));

const keepImportsOnly = ({ types: t }) => ({
  visitor: {
    Program: (program) => {
      const imports = [];
      const add = ({ source, importKind, exportKind }) => {
        const isType = importKind === 'type' || exportKind === 'type';
        if (source && (!isType || source.value.startsWith('.')))
          imports.push(importOf(t, source.value));
      };
      program.traverse({
        ImportDeclaration: ({ node }) => add(node),
        ExportNamedDeclaration: ({ node }) => add(node),
        ExportAllDeclaration: ({ node }) => add(node),
        CallExpression: ({
          node: {
            callee,
            arguments: [argument],
          },
        }) => {
          if (callee.type === 'Import' && argument.type === 'StringLiteral')
            add({ source: argument });
        },
      });
      program.node.body = imports;
      program.skip();
    },
  },
});

module.exports = {
  configFile: false,
  babelrc: false,
  comments: false,
  parserOpts: { plugins: ['typescript', 'jsx', 'importAttributes'] },
  plugins: [keepImportsOnly],
};
