// npm run pictures: makes the pictures of the player anew, and their text in the README.
import { writePictures } from './pictures.ts'

await writePictures()
