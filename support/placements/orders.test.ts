import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordersOf } from './orders';

const words = (items: string) => ordersOf([...items]).map((order) => order.join(''));

test('up to three are started in every order', () => {
  assert.deepEqual(words(''), ['']);
  assert.deepEqual(words('a'), ['a']);
  assert.deepEqual(words('ab'), ['ab', 'ba']);
  assert.deepEqual(words('abc'), ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});

test('of more, each comes first once and each pair comes in both orders', () => {
  const orders = words('abcd');
  assert.deepEqual(orders, ['abcd', 'bcda', 'cdab', 'dabc', 'dcba']);
  for (const first of 'abcd') {
    assert.ok(orders.some((order) => order.startsWith(first)));
    for (const other of 'abcd'.replace(first, '')) {
      assert.ok(
        orders.some((order) => order.indexOf(first) < order.indexOf(other)),
        `${first} before ${other}`,
      );
    }
  }
});
