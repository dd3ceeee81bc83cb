// A conversation as a document for others: what stands in it, before it is written as Markdown or HTML. Made
// of the state of runs alone; no key is ever in that.
#pragma once

#include <string>
#include <vector>

#include "session/conversation.hpp"
#include "utc.hpp"

namespace moa::exports {

struct Scope {
    bool conversation = false;  ///< all questions that lead to the one on screen, else that alone
    bool all_answers = false;   ///< with the answers of all nodes, else the final ones
    bool operator==(const Scope&) const = default;
};

/// An answer of a node.
struct Answer {
    std::string name;   ///< "1.2 Qwen3.5-9B"
    std::string facts;  ///< "3.2 s · 412 tokens · $0.0010"; may be empty
    std::string note;   ///< why there is none, why it is incomplete, or how it came about; may be empty
    std::string text;   ///< Markdown, as the model wrote it
};

struct Layer {
    std::string title;  ///< "Layer 1"
    std::vector<Answer> answers;
};

struct Turn {
    std::string question;
    std::string facts;  ///< recipe, calls, time, cost
    std::string note;   ///< how the answer is less than it could be; may be empty
    Answer answer;
    std::vector<Layer> layers;  ///< without the aggregator's; empty where they are not wanted
};

struct Document {
    std::string title;  ///< the first question, in short
    std::string facts;  ///< what made it, and the day
    std::vector<Turn> turns;
};

/// Of what is on screen; without turns where nothing is.
Document document_of(const session::Conversation& conversation, Scope scope);

/// "The question, the answer and 6 answers of other models.": what is in it, as a sentence.
std::string contents_words(const Document& document);

/// A name for its file without an ending: "why-is-the-sky-blue"; letters and digits of any script.
std::string file_stem(const Document& document);

}  // namespace moa::exports
