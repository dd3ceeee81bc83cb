// Scripted answers: "How do I reverse a linked list?"
#include "simulate/topics.hpp"

namespace moa::simulate {

const TopicAnswers linked_list_answers = {
    /* terse */
    R"md(**Three pointers, one pass, O(n) time, O(1) space.**

```c
struct node *reverse(struct node *head) {
    struct node *done = NULL;
    while (head) {
        struct node *rest = head->next;
        head->next = done;
        done = head;
        head = rest;
    }
    return done;
}
```

Save `next` before you overwrite it. That is the only trap.)md",
    /* lecturer */
    R"md(Picture the list as arrows from left to right. We turn the arrows one at a time.

1) Keep two piles: `done`, already reversed and empty at first, and `rest`, not yet touched.
2) Take the first node off `rest`. Remember what came after it **before** changing anything.
3) Point the node at `done`. It is now the front of the reversed pile.
4) Repeat until `rest` is empty. `done` is the answer.

The invariant is worth saying aloud: *after each round, `done` holds the nodes seen so far in reverse order, and `rest` holds the others untouched.* It holds at the start, every round keeps it, and at the end it is the claim itself.)md",
    /* tabular */
    R"md(| Method | Time | Extra space | Note |
|---|---|---|---|
| Iterative | O(n) | O(1) | the one to use |
| Recursive | O(n) | O(n) stack | overflows on long lists |
| Copy to an array | O(n) | O(n) | simple, keeps the old list |

```python
def reverse(head):
    done = None
    while head:
        head.next, done, head = done, head, head.next
    return done
```

The tuple assignment evaluates its right side first, so nothing is lost.)md",
    /* thinker */
    R"md(Go through the list once and turn each `next` pointer to the node before it. You need three names: the node in hand, the one before it, and the one after it, which you must save first because turning the pointer cuts it off.

```cpp
Node* reverse(Node* head) {
    Node* before = nullptr;
    while (head != nullptr) {
        Node* after = std::exchange(head->next, before);
        before = std::exchange(head, after);
    }
    return before;
}
```

An empty list gives `nullptr`, one node gives itself, and a list with a cycle ends too, though not with what you want.)md",
    /* brief */
    R"md(Walk the list once. At each node save its `next`, point it at the previous node, then move on; the last node you visit is the new head. That is O(n) time and no extra memory.)md",
    /* multilingual */
    R"md(Keep a pointer to the part that is already reversed, and move nodes to its front one by one.

```js
function reverse(head) {
  let done = null;
  while (head) {
    const rest = head.next;
    head.next = done;
    done = head;
    head = rest;
  }
  return done;
}
```

> **Deutsch:** Erst den Nachfolger merken, dann den Zeiger umdrehen.
>
> **Русский:** Сначала сохраните указатель на следующий узел, затем разверните связь.
>
> **한국어:** 다음 노드를 먼저 저장한 뒤 포인터를 뒤집으세요.)md",
    /* sceptic */
    R"md(First, do you need to? Often it is enough to build the list from the other end, to use a doubly linked list, or to read it backwards once through a stack.

If you do reverse it in place, watch for these:

- Everyone who holds the old head now holds the tail.
- The recursive version looks nice and fails at some ten thousand nodes.
- With other threads reading, every moment of it is wrong.

The loop itself is short: save `next`, point at the previous node, advance.)md",
    /* editor */
    R"md(## Reverse a singly linked list

Walk the list once and move each node to the front of a second, reversed list:

```c
struct node *reverse(struct node *head) {
    struct node *done = NULL;
    while (head) {
        struct node *rest = head->next;  /* save it first */
        head->next = done;
        done = head;
        head = rest;
    }
    return done;
}
```

**Why it is right:** after each round `done` holds the nodes seen so far in reverse order and `head` the untouched rest.

| | Time | Extra space |
|---|---|---|
| this loop | O(n) | O(1) |
| recursion | O(n) | O(n) of stack |

An empty list and a single node need no special case. Two warnings: whoever kept the old head now holds the tail, and recursion overflows the stack on long lists, so prefer the loop.)md",
    /* reasoning */
    R"md(Singly linked presumably. Iterative with three pointers is the answer people expect. The order matters: save next, then relink, then advance. std::exchange makes it two lines in C++. Edge cases: empty, single, cycle. With a cycle the walk follows reversed links back to the head and ends. Mention complexity.)md",
    /* deeper */
    R"md(try it on three nodes with a pencil: 1 → 2 → 3. After the first round 1 points at nothing and 2 → 3 is the rest; after the second 2 → 1; after the third 3 → 2 → 1. To reverse only a part, stop after k nodes and join the old head of that part to the rest. For a doubly linked list, swap `next` and `prev` in every node and return the last one.)md",
};

}  // namespace moa::simulate
