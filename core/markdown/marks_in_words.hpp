// Dollar signs and tildes beside letters, which md4c leaves alone.
#pragma once

#include <string>

namespace moa::markdown {

/// Lets maths and struck text begin and end within words, as in "the $n$th" and in scripts without blanks
/// between words: in what md4c is given, the letter beside a mark becomes punctuation. Every byte keeps its
/// place; what is shown is the source.
void free_marks_in_words(std::string& parsed);

}  // namespace moa::markdown
