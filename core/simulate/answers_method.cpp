// Scripted answers: "Explain Mixture-of-Agents"
#include "simulate/topics.hpp"

namespace moa::simulate {

const TopicAnswers method_answers = {
    /* terse */
    R"md(**Several models answer, one model merges.** Layers of it, if you like.

- Layer 1: each proposer answers the question alone.
- Layer 2 and up: each agent sees the question and all answers of the layer before.
- Last layer: one aggregator writes the final answer.

Cost: calls add up over all nodes. Latency: the slowest node of each layer, summed. The choice of aggregator matters most.)md",
    /* lecturer */
    R"md(Think of a written exam with a good editor.

1) **Proposers write.** Several language models answer the same question, without seeing each other.
2) **Their answers become references.** They are put as a numbered list into the next prompt, below an instruction to weigh them critically and not to copy.
3) **The next layer writes again.** The question itself is always attached, so nobody answers the answers.
4) **One aggregator finishes.** Its text is what you read.

Why should it work? Models tend to write better when shown other models' answers, even weaker ones. The paper calls this *collaborativeness*.)md",
    /* tabular */
    R"md(| Part | Sees | Writes |
|---|---|---|
| Proposer, layer 1 | the question | an answer |
| Proposer, layer 2+ | the question and all answers before | a better answer |
| Aggregator | the question and all answers before | the final answer |

```python
refs = [ask(m, question) for m in proposers]
for layer in middle_layers:
    refs = [ask(m, question, refs) for m in layer]
answer = ask(aggregator, question, refs)
```

The calls of one line run at the same time; the lines run one after the other.)md",
    /* thinker */
    R"md(The idea is older than language models: several drafts and one editor beat one draft. Mixture-of-Agents does it in layers. All the agents of a layer work in parallel, each gets the answers of the layer before as references, and the last layer has a single agent whose answer counts.

It is not Mixture-of-Experts. There a router picks parts *inside* one network for each token; here whole models talk in plain text, and no training is needed.

What it costs: time to the first word, since nothing can be shown before the last layer begins.)md",
    /* brief */
    R"md(Mixture-of-Agents asks several models the same question, gives all their answers to a further model, and lets it write one better answer. It takes more calls and more time, and often gives better text.)md",
    /* multilingual */
    R"md(Several models propose, and one of them, the aggregator, writes the answer from all the proposals. With three layers the proposers get a second round in which they have read each other.

> **Deutsch:** Mehrere Modelle schlagen vor, eines fasst kritisch zusammen.
>
> **Português:** Vários modelos propõem; um deles sintetiza a resposta final.
>
> **العربية:** تقترح عدة نماذج إجابات، ثم يصوغ نموذج واحد الجواب النهائي.)md",
    /* sceptic */
    R"md(It often helps, but know the limits.

- **One bad proposer can spoil the answer.** An aggregator may adopt a confident mistake.
- **Variety is not quality.** Asking the single best model several times (Self-MoA) did better in some tests than mixing weaker ones.
- **Agreement can be empty.** Models trained on the same text agree for the same wrong reasons.
- **It is slow to start.** The first word waits for every layer.

Ask of each run whether it was worth it, next to one good model at equal cost.)md",
    /* editor */
    R"md(## Mixture-of-Agents in short

Several language models (**proposers**) answer a question in parallel. Their answers are handed, as a numbered list of references, to the next layer, together with the question. The last layer has one model, the **aggregator**, which writes the answer you read.

| Layer | Gets | Gives |
|---|---|---|
| first | the question | independent answers |
| middle | the question and all answers before | improved answers |
| last | the question and all answers before | one final answer |

**Why it works:** models write better with other answers in front of them, even with weaker ones. In the paper the choice of the aggregator mattered most.

**What it costs**

- every node is a call, and prompts grow with the number of proposers
- nothing can be shown before the last layer starts
- a confident mistake can be taken over, so the prompt asks for criticism, not for a vote

It is not Mixture-of-Experts, which routes tokens inside a single network. Here whole models exchange plain text, and nothing is trained. Source: Wang et al., arXiv 2406.04692.)md",
    /* reasoning */
    R"md(They want an explanation. Key parts: layers, proposers, aggregator, references in the prompt, question always attached. Distinguish from Mixture-of-Experts, which people confuse it with. Mention the costs honestly: calls, latency to first token. Keep it in prose.)md",
    /* deeper */
    R"md(look at one call of the second layer. Its system message says that it is given responses from several models, that some may be wrong, and that it should write something better than a copy. Below stand the answers, numbered. Then comes the conversation, with your question last. So every agent answers *you*, not the others, and one weak answer among six is a remark in the margin rather than a wrong turn.)md",
};

}  // namespace moa::simulate
