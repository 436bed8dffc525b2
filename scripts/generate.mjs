// npm run generate: the database client in src/generated, after a change of prisma/schema.prisma.
import { setUp } from './setup.mjs';

setUp();
